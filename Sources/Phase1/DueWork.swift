import EventLoop
import JSON
import Kernel
import Runtime
import Storage
import Telemetry

// What is not a request's: charges to ask about, refunds and pushes to send, deliveries to give up.
// Each is a row with a time in a table, or one of a log, so a restart loses none of it.

extension Monolith {
    /// So many are taken at once, and worked on side by side.
    static let mostAtOnce = 32

    /// Nobody waits for a push: those of so long go together, for one call and one sync of the disk
    /// that orders would wait for.
    static let pushesGatherMilliseconds = 20

    /// Starts all of it, until the process stops.
    func startDueWork(during lifecycle: Lifecycle) {
        let scope = TaskScope(loop: environment.loop)
        scope.spawn { await repeatedly("payments", bells.payments, reconcilePayments) }
        scope.spawn { await repeatedly("refunds", bells.refunds, sendRefunds) }
        scope.spawn { await repeatedly("deliveries", bells.deliveries, giveUpDeliveries) }
        scope.spawn {
            await repeatedly(
                "pushes", bells.pushes, gatheringMilliseconds: Self.pushesGatherMilliseconds,
                sendPushes)
        }
        scope.spawn { await repeatedly("requests", Bell(loop: environment.loop), forgetRequests) }
        lifecycle.whenStopping("leaving what is due to the next process") { deadline in
            scope.cancelAll()
            await scope.drained(by: deadline)
        }
    }

    /// `work` answers when there is more to do; a ring means now.
    private func repeatedly(
        _ name: StaticString, _ bell: Bell, gatheringMilliseconds: Int = 0,
        _ work: () async throws -> Moment?
    ) async {
        while !Task.isCancelled {
            var next: Moment?
            do {
                next = try await work()
            } catch {
                guard !Task.isCancelled else { return }
                environment.telemetry.logger.error("due-work") {
                    $0.field("of", "\(name)")
                    $0.field("error", "\(error)")
                }
                // Not until the next ring: under load that is at once. Throws when the process stops.
                try? await environment.loop.sleep(milliseconds: 1_000)
                continue
            }
            await bell.wait(until: next.map(instant) ?? .distantFuture)
            if gatheringMilliseconds > 0 {
                // Throws when the process stops, and then the loop ends.
                try? await environment.loop.sleep(milliseconds: gatheringMilliseconds)
            }
        }
    }

    func instant(of moment: Moment) -> Instant {
        let wait = max(0, moment.milliseconds(since: now))
        return environment.now.advanced(byMilliseconds: Int(wait))
    }

    /// One that fails does not keep the others from being done; the first failure is told.
    func each<Item: Sendable>(
        of items: [Item], _ work: @escaping @Sendable (Item) async throws -> Void
    ) async throws {
        let results = await withTaskGroup(of: Result<Void, any Error>.self) { group in
            for item in items {
                group.addTask {
                    do { return .success(try await work(item)) } catch { return .failure(error) }
                }
            }
            return await group.reduce(into: []) { $0.append($1) }
        }
        for result in results { try result.get() }
    }

    /// At once when as many were found as are taken; else what the table says.
    func nextDue(_ found: Int, _ earliest: SQL) async throws -> Moment? {
        found < Self.mostAtOnce ? try await nextDue(earliest) : now
    }

    func nextDue(_ earliest: SQL) async throws -> Moment? {
        try await database.read { reader in
            try reader.first(earliest) { row in try row[0] as Moment? } ?? nil
        }
    }

    private func forgetRequests() async throws -> Moment? {
        let now = self.now
        let isMore = try await database.write { transaction in
            try Requests.forgetOld(at: now, in: transaction)
        }
        return isMore ? now : now.advanced(byMilliseconds: 60_000)
    }
}
