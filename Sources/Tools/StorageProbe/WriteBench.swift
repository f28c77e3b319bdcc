import CSystem
import EventLoop
import Storage

/// Durable five-row transactions, so many writers at a time, each starting its next when the one
/// before is acknowledged.
struct WriteBench {
    private let path: String
    private let seconds: Double
    private let writers: Int
    private let settings: Settings
    private let loopCount: Int
    private let isCaptured: Bool

    init(_ arguments: [String]) throws {
        guard arguments.count >= 3, let seconds = Double(arguments[1]),
            let writers = Int(arguments[2])
        else { throw UsageError() }
        path = arguments[0]
        self.seconds = seconds
        self.writers = writers
        var settings = Settings()
        if arguments.count > 3, arguments[3] == "thread" { settings.writerPlace = .ownThread }
        self.settings = settings
        loopCount = arguments.count > 4 ? Int(arguments[4]) ?? 1 : 1
        isCaptured = arguments.count > 5 && arguments[5] == "captured"
    }

    func run() throws -> Int32 {
        let database = try Database(
            DatabaseFile(path: path), schema: Ledger.schema, holder: "probe", settings: settings)
        let end = monotonicMicroseconds() + seconds * 1e6
        let samples = Lock<[Double]>([])
        let loops = try EventLoops(count: loopCount)
        let start = monotonicMicroseconds()
        let status = loops.run { loops in
            if isCaptured { try? await database.captureChanges(of: ["accounts", "entries"]) }
            await withTaskGroup(of: Void.self) { tasks in
                for writer in 0..<writers {
                    let loop = loops.all[writer % loops.all.count]
                    tasks.addTask(executorPreference: loop) {
                        let taken = await write(to: database, from: writer, until: end)
                        samples.withLock { $0 += taken }
                    }
                }
            }
            await database.close()
            return 0
        }
        let passed = (monotonicMicroseconds() - start) / 1e6
        let sorted = samples.withLock { $0.sorted() }
        print(
            "\(writers) writers, \(settings.writerPlace), \(loopCount) loops:",
            "\(Int(Double(sorted.count) / passed))/s,",
            "p50 \(Int(sorted[sorted.count / 2])) us, p99 \(Int(sorted[sorted.count * 99 / 100])) us,",
            "max \(Int(sorted[sorted.count - 1])) us")
        return status
    }

    private func write(to database: Database, from writer: Int, until end: Double) async
        -> [Double]
    {
        var samples: [Double] = []
        var began = monotonicMicroseconds()
        var number = writer
        while began < end {
            let posted = number
            do {
                try await database.write { transaction in
                    try Ledger.post(posted, in: transaction)
                }
            } catch {
                print("a transaction failed: \(error)")
                return samples
            }
            number += writers
            let finished = monotonicMicroseconds()
            samples.append(finished - began)
            began = finished
        }
        return samples
    }
}

struct UsageError: Error, CustomStringConvertible {
    var description: String { StorageProbe.usage }
}

func monotonicMicroseconds() -> Double {
    Double(csystem_monotonic_nanoseconds()) / 1e3
}
