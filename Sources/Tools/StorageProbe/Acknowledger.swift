import EventLoop
import Glibc
import ProbeLedger
import Storage

/// Writes numbered rows, several at a time, and prints a number only once it is acknowledged: for
/// tests that kill it at any instant and look whether each printed row is there.
struct Acknowledger {
    private static let writers = 8
    private let path: String
    private let run: String

    init(_ arguments: [String]) throws {
        guard arguments.count == 2 else { throw UsageError() }
        path = arguments[0]
        run = arguments[1]
    }

    func write() throws -> Int32 {
        let database = try Database(
            DatabaseFile(path: path), schema: Ledger.schema, holder: "acknowledger")
        return try EventLoops(count: 2).run { loops in
            await withTaskGroup(of: Void.self) { tasks in
                for writer in 0..<Self.writers {
                    tasks.addTask(executorPreference: loops.all[writer % 2]) {
                        await acknowledge(in: database, as: writer)
                    }
                }
            }
            return 1
        }
    }

    /// Ends only with the process, or at the first error.
    private func acknowledge(in database: Database, as writer: Int) async {
        var number = 0
        while true {
            number += 1
            let note = "\(run) \(writer) \(number)"
            do {
                try await database.write { transaction in
                    try transaction.run("UPDATE accounts SET balance = balance + 1 WHERE id = 1")
                    try transaction.run(
                        "INSERT INTO entries (account, amount, note) VALUES (1, 1, ?)", note)
                }
            } catch {
                complain("\(error)\n")
                return
            }
            let line = Array("\(note)\n".utf8)
            guard Glibc.write(STDOUT_FILENO, line, line.count) == line.count else { return }
        }
    }
}
