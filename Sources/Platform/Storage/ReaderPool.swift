import EventLoop

/// The connections that reads run on: one for each loop, made when it first reads, so that its page
/// cache and statements stay on that loop's core.
final class ReaderPool: Sendable {
    private struct Idle {
        let home: ObjectIdentifier?
        let reader: Reader
    }

    private struct State {
        var idle: [Idle] = []
        var isClosed = false
    }

    private let file: DatabaseFile
    private let settings: Settings
    private let state = Lock(State())

    init(file: DatabaseFile, settings: Settings) {
        self.file = file
        self.settings = settings
    }

    /// Runs `body` in a read transaction that ends with it: a snapshot that outlived its request
    /// would keep the log from being emptied.
    func read<Result>(_ body: (Reader) throws -> Result) throws -> Result {
        let home = EventLoop.current.map { ObjectIdentifier($0) }
        let reader = try take(home)
        defer { giveBack(reader, home) }
        let limit = settings.readWork
        reader.connection.stopSign.clear(instructionLimit: limit.instructions)
        return try reader.inSnapshot(within: limit) { try body(reader) }
    }

    func close() {
        state.withLock { state in
            state.isClosed = true
            state.idle = []
        }
    }

    private func take(_ home: ObjectIdentifier?) throws(StorageError) -> Reader {
        let known = try state.withLock { state throws(StorageError) -> Reader? in
            guard !state.isClosed else { throw .closed }
            guard let index = state.idle.lastIndex(where: { $0.home == home }) else { return nil }
            return state.idle.remove(at: index).reader
        }
        if let known { return known }
        return Reader(on: try Connection(to: file, .reading, settings))
    }

    private func giveBack(_ reader: Reader, _ home: ObjectIdentifier?) {
        state.withLock { state in
            if !state.isClosed { state.idle.append(Idle(home: home, reader: reader)) }
        }
    }
}

extension Reader {
    /// Runs `body` with one snapshot of the data, which ends with it.
    func inSnapshot<Result>(
        within limit: WorkLimit, _ body: () throws -> Result
    ) throws -> Result {
        try connection.control("BEGIN")
        defer {
            // A rollback of reads cannot fail in a way that matters: the next BEGIN would tell.
            if connection.isInTransaction { try? connection.control("ROLLBACK") }
        }
        return try use(within: limit, body)
    }
}
