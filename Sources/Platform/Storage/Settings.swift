import EventLoop

/// How a database is opened, and every limit it keeps.
public struct Settings: Sendable {
    public enum Durability: Sendable {
        /// An acknowledged transaction survives a power cut: one sync a group.
        case full
        /// It survives the process but not the power: the last groups may be gone, never torn.
        case untilPowerCut
    }

    /// Who runs the groups of waiting transactions.
    public enum WriterPlace: Sendable {
        /// The loop that finds the writer free, at the end of a turn: no thread hand-off, so the
        /// shortest way, and the deterministic one. A slow disk holds that loop up.
        case callingLoop
        /// A thread of its own: no loop ever waits for the disk; a wake each way.
        case ownThread
    }

    /// Where what is not a request's (checkpoints, long reads, backups) runs.
    public enum Background: Sendable {
        case threads
        /// At once, by whoever asks: for simulations.
        case inline
    }

    public var durability = Durability.full
    public var writerPlace = WriterPlace.callingLoop
    public var background = Background.threads
    /// False for a process that stands warm and takes the lease when it is its turn.
    public var takesLeaseAtOnce = true

    /// For a lock held by another process: only at start and while phases change over.
    public var busyTimeoutMilliseconds = 2_000
    public var pageCacheKibibytes = 4_096

    public var waitingTransactions = 4_096
    public var transactionsAGroup = 128
    /// A loop that is brought more of them at each turn commits no later than this after the first.
    public var gatheringMilliseconds = 2
    public var waitingLongReads = 16
    public var transactionWork = WorkLimit(statements: 10_000, instructions: 50_000_000)
    public var readWork = WorkLimit(statements: 1_000, instructions: 20_000_000)

    /// Groups; a follower that is further behind copies anew.
    public var keptChanges = 20_000

    /// When the log has grown by so much, it is copied into the file in the background.
    public var checkpointAfterPages = 4_000
    /// From here on long reads that hold the log are broken off.
    public var logLimitPages = 65_536

    public init() {}
}

/// How much one closure may do. Counted, not timed, so that a simulation repeats it exactly.
public struct WorkLimit: Sendable {
    public var statements: Int
    /// Of SQLite's virtual machine, in one statement: about 50 to 100 million a second.
    public var instructions: Int

    public init(statements: Int, instructions: Int) {
        self.statements = statements
        self.instructions = instructions
    }

    static let unlimited = WorkLimit(statements: .max, instructions: .max)
}

extension Settings.Background {
    func makeWorker(waitingLimit: Int, priority: Workers.Priority) -> Workers {
        switch self {
        case .threads: Workers(threadCount: 1, waitingLimit: waitingLimit, priority: priority)
        case .inline: Workers(inline: ())
        }
    }
}
