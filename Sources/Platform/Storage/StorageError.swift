/// What can go wrong between a caller and its data. Nothing here names a driver.
public enum StorageError: Error, Equatable, Sendable {
    /// The data forbids it: the one case that may be the caller's own doing.
    case constraint(Constraint)
    /// Another connection kept the lock for longer than the busy timeout.
    case busy
    /// No room on the disk. Nothing was kept; service goes on as soon as there is room.
    case full
    case readOnly
    case inputOutput(String)
    case corrupt(String)
    case interrupted(Interruption)
    /// The queue of waiting transactions is at its limit: shed load, try later.
    case overloaded(waiting: Int)
    /// Another process took the lease since: this one may never write again.
    case fenced(epoch: Int64, current: Int64)
    case closed
    case cannotOpen(path: String, reason: String)
    case notOurs(path: String, reason: String)
    case newerSchema(path: String, found: Int, known: Int)
    case unfitSchema(String)
    /// The changes after this position are gone: copy the data anew.
    case changesTrimmed(before: Int64)
    /// Changes were applied to data that is not what they were made from.
    case diverged(String)
    case unexpectedColumn(position: Int, expected: Column.Kind, found: Column.Kind)
    /// A fault of the SQL itself, or one that has no case of its own.
    case other(code: Int, message: String)

    public struct Constraint: Equatable, Sendable {
        public enum Kind: Sendable {
            case unique, primaryKey, foreignKey, notNull, check, trigger, dataType, other
        }

        public let kind: Kind
        /// What was violated as the schema names it: `coupons.code`, a check's name. Empty for a
        /// foreign key, which SQLite does not name.
        public let name: String

        public init(kind: Kind, name: String) {
            self.kind = kind
            self.name = name
        }
    }

    /// Why work was broken off before it ended by itself.
    public enum Interruption: Sendable {
        case deadline, cancelled
        /// It took more steps than a transaction or a read on a loop may.
        case tooMuchWork
        /// It kept the log from being emptied, and the log had reached its limit.
        case logLimit
    }
}

extension StorageError: CustomStringConvertible {
    /// What happened, why, and what to do.
    public var description: String {
        switch self {
        case .constraint(let constraint):
            "the data forbids it: \(constraint.kind) \(constraint.name)"
        case .busy:
            "the database stayed locked: another process writes to it; only one may"
        case .full:
            "the disk is full: nothing was kept; make room, service returns by itself"
        case .readOnly:
            "the database cannot be written: check the rights of its file and its folder"
        case .inputOutput(let what):
            "the disk failed (\(what)): the outcome was not acknowledged; check the disk"
        case .corrupt(let what):
            "the database is damaged (\(what)): stop, keep the file, restore a backup"
        case .interrupted(let reason):
            "broken off: \(reason)"
        case .overloaded(let waiting):
            "\(waiting) transactions wait already: try again later"
        case .fenced(let epoch, let current):
            "the lease \(epoch) was taken over by \(current): this process may not write any more"
        case .closed:
            "the database is closed"
        case .cannotOpen(let path, let reason):
            "\(path) cannot be opened: \(reason)"
        case .notOurs(let path, let reason):
            "\(path) is not a database of this application (\(reason)): "
                + "it was left as it is; give another path"
        case .newerSchema(let path, let found, let known):
            "\(path) has schema version \(found), this program knows up to \(known): "
                + "a newer program wrote it; run that one, or restore a backup made before it"
        case .unfitSchema(let what):
            "the schema cannot be used here: \(what)"
        case .changesTrimmed(let position):
            "the changes before \(position) are no longer kept: copy the data anew"
        case .diverged(let what):
            "this copy has diverged (\(what)): copy the data anew"
        case .unexpectedColumn(let position, let expected, let found):
            "column \(position) holds \(found) where \(expected) is expected"
        case .other(let code, let message):
            "\(message) (\(code))"
        }
    }
}
