import CSystem
import EventLoop
import ProbeLedger
import Storage

/// Point reads by one task on one loop: each in a read transaction of its own, and many in one.
struct ReadBench {
    private static let readsASnapshot = 100
    private let path: String
    private let nanoseconds: UInt64

    init(_ arguments: [String]) throws {
        guard arguments.count == 2, let seconds = Double(arguments[1]) else { throw UsageError() }
        path = arguments[0]
        nanoseconds = UInt64(seconds * 1e9)
    }

    func run() throws -> Int32 {
        let database = try Database(
            DatabaseFile(path: path), schema: Ledger.schema, holder: "probe")
        return try EventLoops(count: 1).run { _ in
            do {
                let alone = try await measure(database, readsASnapshot: 1)
                let together = try await measure(database, readsASnapshot: Self.readsASnapshot)
                print("{\"alone_ns\":\(alone),\"in_one_snapshot_ns\":\(together)}")
            } catch {
                complain("a read failed: \(error)\n")
                return 1
            }
            await database.close()
            return 0
        }
    }

    private func measure(_ database: Database, readsASnapshot: Int) async throws -> Double {
        let start = csystem_monotonic_nanoseconds()
        var now = start
        var count = 0
        while now < start + nanoseconds {
            try await database.read { reader in
                for _ in 0..<readsASnapshot {
                    count += 1
                    _ = try Ledger.balance(of: 1 + count % Ledger.accounts, in: reader)
                }
            }
            now = csystem_monotonic_nanoseconds()
        }
        return Double(now - start) / Double(count)
    }
}
