import EventLoop
import Storage

/// Point reads by one task on one loop: each in a read transaction of its own, and many in one.
struct ReadBench {
    private static let readsASnapshot = 100
    private let path: String
    private let seconds: Double

    init(_ arguments: [String]) throws {
        guard arguments.count == 2, let seconds = Double(arguments[1]) else { throw UsageError() }
        path = arguments[0]
        self.seconds = seconds
    }

    func run() throws -> Int32 {
        let database = try Database(
            DatabaseFile(path: path), schema: Ledger.schema, holder: "probe")
        return try EventLoops(count: 1).run { _ in
            do {
                for reads in [1, Self.readsASnapshot] {
                    let took = try await measure(database, readsASnapshot: reads)
                    print("point read, \(reads) a read transaction: \(took) us")
                }
            } catch {
                print("a read failed: \(error)")
                return 1
            }
            await database.close()
            return 0
        }
    }

    private func measure(_ database: Database, readsASnapshot: Int) async throws -> Double {
        let start = monotonicMicroseconds()
        var now = start
        var count = 0
        while now < start + seconds * 1e6 {
            for _ in 0..<100 {
                try await database.read { reader in
                    for _ in 0..<readsASnapshot {
                        count += 1
                        _ = try Ledger.balance(of: 1 + count % Ledger.accounts, in: reader)
                    }
                }
            }
            now = monotonicMicroseconds()
        }
        return (now - start) / Double(count)
    }
}
