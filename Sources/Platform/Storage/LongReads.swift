import EventLoop

/// Reads that take long (audit, settlement, backup, copy): on a thread of their own, broken off at
/// their deadline, when their task is cancelled, or when they keep the log from being emptied.
final class LongReads: Sendable {
    private let file: DatabaseFile
    private let settings: Settings
    private let worker: Workers
    private let isClosing = Lock(false)
    private let running = Lock<[ObjectIdentifier: StopSign]>([:])

    init(file: DatabaseFile, settings: Settings) {
        self.file = file
        self.settings = settings
        // As quick as the loops: while it reads, the log cannot be emptied.
        worker = settings.background.makeWorker(
            waitingLimit: settings.waitingLongReads, priority: .asLoops)
    }

    func run<Result: Sendable>(
        until deadline: Instant, _ body: @escaping @Sendable (Reader) throws -> Result
    ) async throws -> Result {
        let sign = StopSign()
        return try await withTaskCancellationHandler {
            let outcome: Swift.Result<Result, any Error>
            do throws(Workers.Overloaded) {
                outcome = try await worker.run {
                    Swift.Result { try self.read(deadline, sign, body) }
                }
            } catch {
                if isClosing.withLock({ $0 }) { throw StorageError.closed }
                throw StorageError.overloaded(waiting: settings.waitingLongReads)
            }
            return try outcome.get()
        } onCancel: {
            sign.raise(.cancelled)
        }
    }

    func stopAll(_ reason: StorageError.Interruption) {
        running.withLock { running in
            for sign in running.values { sign.raise(reason) }
        }
    }

    /// Breaks off those that run and those that wait, and returns when they have ended.
    func close() async {
        isClosing.withLock { $0 = true }
        stopAll(.cancelled)
        await worker.stop()
    }

    private func read<Result>(
        _ deadline: Instant, _ sign: StopSign, _ body: (Reader) throws -> Result
    ) throws -> Result {
        sign.set(deadline: deadline)
        running.withLock { $0[ObjectIdentifier(sign)] = sign }
        defer { running.withLock { $0[ObjectIdentifier(sign)] = nil } }
        if isClosing.withLock({ $0 }) { throw StorageError.closed }
        // A connection of its own, and a fresh one: what it reads would push out a loop's pages.
        let connection = try Connection(to: file, .reading, settings, stopSign: sign)
        let reader = Reader(on: connection)
        return try reader.inSnapshot(within: .unlimited) { try body(reader) }
    }
}
