/// Reads and writes, all of them kept or none.
///
/// The closure that gets it may run more than once: when the group it was part of is lost to a full
/// disk, those who are not to blame run again. So it has no effects outside the database.
public final class Transaction: Reader {
    let changeLog: ChangeLog

    init(on connection: Connection, changeLog: ChangeLog) {
        self.changeLog = changeLog
        super.init(on: connection)
    }

    /// Runs a statement that changes something; returns how many rows it changed.
    @inlinable
    @discardableResult
    public func run<each Bound: Storable>(
        _ sql: SQL, _ parameters: repeat each Bound
    ) throws(StorageError) -> Int {
        let statement = try open(sql)
        defer { statement.end() }
        bind(repeat each parameters, to: statement)
        while try statement.step() {}
        return changedRows
    }

    /// `run` for parameters whose number is known only at run time.
    @discardableResult
    public func run(_ sql: SQL, binding values: [Value]) throws(StorageError) -> Int {
        let statement = try open(sql)
        defer { statement.end() }
        bind(values, to: statement)
        while try statement.step() {}
        return changedRows
    }

    /// The key that the last INSERT into a table with an integer key was given.
    public var lastInsertedKey: Int64 { connection.lastInsertedKey }

    @usableFromInline var changedRows: Int { connection.changedRows }
}
