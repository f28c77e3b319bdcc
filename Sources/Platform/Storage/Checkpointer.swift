import CSQLite
import EventLoop
import Glibc

/// Copies the log back into the file, off the commit path, so that the log stays small.
///
/// While transactions keep coming, a background pass never reaches the log's end, and only a log
/// copied to its end starts over. So passes run one after the other, each with less to do than the
/// one before, and the writer copies the short rest between two groups. Each pass is synced by its
/// thread: SQLite does so only at the log's end, and the writer would wait for all of them.
final class Checkpointer: @unchecked Sendable {
    // Sendable: `isRestLeft` is locked; the connection is touched by the one pass that runs at a
    // time; the counts of pages by the leader of the writer alone.

    /// Passes in a row before the writer is asked; a pass of so few pages is short enough for it.
    private static let passesInARow = 4
    private static let shortRestPages: Int32 = 256
    private static let mostWaitsForThread = 100

    private let connection: Connection
    private let settings: Settings
    private let worker: Workers
    private let longReads: LongReads
    /// Whether the writer is asked to copy the rest.
    private let isRestLeft = Lock(false)
    private(set) var pagesInLog = 0
    private var pagesBefore = 0
    private var nextAtPages: Int

    init(connection: Connection, settings: Settings, longReads: LongReads) {
        self.connection = connection
        connection.writeGently()
        self.settings = settings
        self.longReads = longReads
        nextAtPages = settings.checkpointAfterPages
        worker = settings.background.makeWorker(waitingLimit: 1, priority: .behindLoops)
    }

    /// Has every commit of the writer's connection tell how long the log is.
    func watch(_ writer: Connection) {
        sqlite3_wal_hook(
            writer.handle,
            { checkpointer, _, _, pages in
                if let checkpointer {
                    Unmanaged<Checkpointer>.fromOpaque(checkpointer).takeUnretainedValue()
                        .pagesInLog = Int(pages)
                }
                return SQLITE_OK
            }, Unmanaged.passUnretained(self).toOpaque())
    }

    /// Called by the leader after each group, its members answered.
    func groupCommitted(on writer: Connection) {
        if pagesInLog < pagesBefore { nextAtPages = settings.checkpointAfterPages }
        pagesBefore = pagesInLog
        if isRestLeft.withLock({ $0.take() }) { _ = Self.pass(on: writer) }
        guard pagesInLog >= nextAtPages else { return }
        nextAtPages = pagesInLog + settings.checkpointAfterPages
        if pagesInLog >= settings.logLimitPages {
            longReads.stopAll(.logLimit)
            help(on: writer)
        }
        // Full only when a pass is still waiting, which then does this one's work too.
        _ = worker.start { self.run() }
    }

    /// On a core that others fill the thread is too slow, so who writes must do it. While the thread
    /// is in the midst of it, all that helps is to leave it the core.
    private func help(on writer: Connection) {
        for _ in 0..<Self.mostWaitsForThread {
            if Self.pass(on: writer) != nil { return }
            usleep(1_000)
        }
    }

    func close() async {
        await worker.stop()
        connection.close()
    }

    func abandon() {
        connection.close()
    }

    private func run() {
        var copiedBefore: Int32 = 0
        for _ in 0..<Self.passesInARow {
            guard let copied = Self.pass(on: connection), connection.syncFile() else { return }
            // What came in during a pass is about as much as the next one will find.
            let isShort = copied - copiedBefore <= Self.shortRestPages
            copiedBefore = copied
            if isShort { break }
        }
        isRestLeft.withLock { $0 = true }
    }

    /// How many of the log's pages are copied now. Nil when it failed: the pages stay in the log,
    /// nothing is lost, and the next pass copies them. A disk that fails for good fails commits,
    /// where somebody hears of it.
    private static func pass(on connection: Connection) -> Int32? {
        var copied: Int32 = 0
        let code = sqlite3_wal_checkpoint_v2(
            connection.handle, nil, SQLITE_CHECKPOINT_PASSIVE, nil, &copied)
        return code == SQLITE_OK ? copied : nil
    }
}

extension Bool {
    /// Whether it was set; it is not any more.
    fileprivate mutating func take() -> Bool {
        defer { self = false }
        return self
    }
}
