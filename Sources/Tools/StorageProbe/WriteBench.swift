import CSystem
import EventLoop
import ProbeLedger
import Storage

/// Durable five-row transactions, so many writers at a time, each starting its next when the one
/// before is acknowledged.
struct WriteBench {
    private let path: String
    private let nanoseconds: UInt64
    private let writers: Int
    private let loopCount: Int
    private let isCaptured: Bool
    private let settings: Settings

    init(_ arguments: [String]) throws {
        guard arguments.count >= 3, let seconds = Double(arguments[1]),
            let writers = Int(arguments[2])
        else { throw UsageError() }
        let options = Set(arguments.dropFirst(3))
        var settings = Settings()
        if options.contains("own-thread") { settings.writerPlace = .ownThread }
        path = arguments[0]
        nanoseconds = UInt64(seconds * 1e9)
        self.writers = writers
        self.settings = settings
        loopCount = options.contains("two-loops") ? 2 : 1
        isCaptured = options.contains("captured")
    }

    func run() throws -> Int32 {
        let database = try Database(
            DatabaseFile(path: path), schema: Ledger.schema, holder: "probe", settings: settings)
        let samples = Lock(Samples())
        let status = try EventLoops(count: loopCount).run { loops in
            do {
                if isCaptured { try await database.captureChanges(of: ["accounts", "entries"]) }
                samples.withLock { $0.start() }
                try await write(to: database, on: loops, samples)
            } catch {
                complain("a transaction failed: \(error)\n")
                return 1
            }
            samples.withLock { $0.stop() }
            await database.close()
            return 0
        }
        if status == 0 { print(samples.withLock { $0.report() }) }
        return status
    }

    private func write(
        to database: Database, on loops: EventLoops, _ samples: Lock<Samples>
    ) async throws {
        let end = csystem_monotonic_nanoseconds() + nanoseconds
        try await withThrowingTaskGroup(of: Void.self) { tasks in
            for writer in 0..<writers {
                tasks.addTask(executorPreference: loops.all[writer % loops.all.count]) {
                    let taken = try await write(to: database, from: writer, until: end)
                    samples.withLock { $0.add(taken) }
                }
            }
            try await tasks.waitForAll()
        }
    }

    private func write(
        to database: Database, from writer: Int, until end: UInt64
    ) async throws -> [UInt64] {
        var taken: [UInt64] = []
        var began = csystem_monotonic_nanoseconds()
        while began < end {
            let number = writer + taken.count * writers
            try await database.write { transaction in try Ledger.post(number, in: transaction) }
            let finished = csystem_monotonic_nanoseconds()
            taken.append(finished - began)
            began = finished
        }
        return taken
    }
}
