import DeliveryRules
import EventLoop
import Identity
import Kernel
import Runtime
import Storage
import TownRules

extension Monolith {
    /// What everybody in the town logs in with.
    static let townPassword = "baedal-demo"

    static func townEmail(_ role: Role, _ number: Int) -> String {
        "\(role.rawValue)\(number)@example.com"
    }

    /// Fills this business with a town and the day that lies behind it, while it serves.
    ///
    /// Nothing is written past the use cases: each deed of that day is the same function, in the same
    /// kind of transaction, that a request would have called then. So whatever the audit asks for is
    /// there, the card charges with the payment provider and the pushes with theirs.
    func loadTown(_ scale: PlannedTown.Scale, telling progress: TownProgress) async throws {
        let now = self.now
        let workers = environment.makeWorkers()
        let (town, schedule) = try await workers.run {
            var random = SeededGenerator(seed: scale.seed)
            let town = PlannedTown(scale, until: now, drawing: &random)
            return (town, Schedule(of: town.orders))
        }
        await workers.stop()

        var identifiers = PastIdentifiers(seed: scale.seed)
        let founded = now.advanced(byMilliseconds: -26 * 3_600_000)
        let names = TownNames(town, at: founded, from: &identifiers)
        try await settle(town, names, telling: progress)
        try await live(schedule, of: town, names, &identifiers, telling: progress)
        try await sendRidersHome(names.riders)
        try await untilAllIsSent(telling: progress)
    }

    /// Whoever wants to bring something goes on shift again.
    private func sendRidersHome(_ riders: [MemberID]) async throws {
        let now = self.now
        for some in riders.inBatches(of: 500) {
            try await database.write { transaction in
                for member in some {
                    guard var rider = try RiderRecord.find(member, in: transaction),
                        case .idle(_, _) = rider.shift
                    else { continue }
                    try rider.shift.goOff()
                    try rider.keep(at: now, in: transaction)
                }
            }
        }
    }

    /// Pushes and refunds are sent by whose work that is.
    private func untilAllIsSent(telling progress: TownProgress) async throws {
        while true {
            let unsent = try await database.read { reader in
                try Notifications.unsentCount(in: reader)
                    + (reader.first("SELECT count(*) FROM refunds WHERE ask_at IS NOT NULL") {
                        row in try row[0]
                    } ?? 0)
            }
            progress.update { $0.unsent = unsent }
            guard unsent > 0 else { return }
            try await environment.loop.sleep(milliseconds: 250)
        }
    }
}

extension Array {
    func inBatches(of most: Int) -> [[Element]] {
        stride(from: 0, to: count, by: most).map { Array(self[$0..<Swift.min($0 + most, count)]) }
    }
}
