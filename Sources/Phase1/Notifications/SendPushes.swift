import EventLoop
import JSON
import Kernel
import ProviderAPI
import ProviderDoor
import Runtime
import SharedDatabase
import Storage
import Telemetry

extension Monolith {
    /// So many times the wait doubles. One call is tried again and not one a push, so it may be soon.
    private static let mostDoublings = 3

    /// Gives the push provider every push that is written down, one batch after the other, as often as
    /// it takes: it knows each again by its identifier. Then only the bell says that there is more.
    func sendPushes() async throws -> Moment? {
        var failures = 0
        var next = try await database.write(DuePushes.next)
        while let due = next, !Task.isCancelled {
            if await isTaken(due.batch) {
                failures = 0
                next = try await keep(due)
            } else {
                failures = min(failures + 1, Self.mostDoublings)
                try await environment.loop.sleep(until: instant(of: now.after(failures)))
                next = try await database.write(DuePushes.next)
            }
        }
        return nil
    }

    /// A batch that is refused holds up all behind it: we made its pushes, so it is a fault of ours
    /// that somebody must look at.
    private func isTaken(_ batch: PushBatch) async -> Bool {
        do throws(ProviderFault) {
            return try await pushes.push(batch) == .delivered
        } catch {
            environment.telemetry.logger.error("pushes-refused") {
                $0.field("first", batch.pushes[0].id.text)
                $0.field("error", "\(error)")
            }
            return false
        }
    }

    /// Keeps that a batch was sent, and finds what is due after it: where the writer is anyway, among
    /// pages that it has just written. Behind one that was not full, those to come gather first.
    private func keep(_ sent: DuePushes) async throws -> DuePushes? {
        let now = self.now
        return try await database.write { transaction in
            try sent.keep(at: now, in: transaction)
            return sent.isFull ? try DuePushes.next(in: transaction) : nil
        }
    }
}

/// What is to be sent in one call.
private struct DuePushes: Sendable {
    let batch: PushBatch
    /// The number of the last of them.
    let through: Int64

    var isFull: Bool { batch.pushes.count == PushBatch.mostPushes }

    /// Nil when all are sent.
    static func next(in reader: Reader) throws -> DuePushes? {
        var pushes: [Push] = []
        var through: Int64 = 0
        try reader.forEach(
            """
            SELECT id, member, kind, order_id, text, number FROM notifications
            WHERE number > (SELECT coalesce(max(through), 0) FROM push_batches)
            ORDER BY number LIMIT ?
            """, PushBatch.mostPushes
        ) { row in
            pushes.append(try Push(row))
            through = try row[5]
        }
        return pushes.isEmpty ? nil : DuePushes(batch: PushBatch(pushes), through: through)
    }

    func keep(at now: Moment, in transaction: Transaction) throws {
        try transaction.run(
            "INSERT INTO push_batches (through, sent_at) VALUES (?, ?)", through, now)
    }
}

extension Push {
    fileprivate init(_ row: borrowing Row) throws {
        let (id, member, order): (NotificationID, MemberID, OrderID) = try (row[0], row[1], row[3])
        try self.init(
            id: ProviderKey(id), recipient: member.description, kind: row[2],
            subject: order.description, text: row[4])
    }
}
