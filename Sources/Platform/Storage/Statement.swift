import CSQLite

/// A prepared statement. It belongs to one connection and is used by the thread that has it.
@usableFromInline
final class Statement {
    let handle: OpaquePointer
    /// Holds no reference back: the connection owns its statements, and ends them first.
    private unowned let connection: Connection
    @usableFromInline let parameterCount: Int
    /// In use: an answer of it is being read. A second use at the same time needs a second one.
    private(set) var isBusy = false
    private var bindFailure: Int32 = SQLITE_OK
    private var bound = BoundBytes()

    init(_ text: UnsafePointer<CChar>, _ count: Int, on connection: Connection)
        throws(StorageError)
    {
        var handle: OpaquePointer?
        var rest: UnsafePointer<CChar>?
        let code = sqlite3_prepare_v3(
            connection.handle, text, Int32(clamping: count), UInt32(SQLITE_PREPARE_PERSISTENT),
            &handle, &rest)
        guard code == SQLITE_OK, let handle else { throw connection.error(code) }
        // What stands behind the first statement would never run, and nobody would notice.
        let leftover = UnsafeBufferPointer(start: rest, count: rest.map { text + count - $0 } ?? 0)
        guard leftover.allSatisfy({ $0 == 0x20 || $0 == 0x0a }) else {
            sqlite3_finalize(handle)
            throw .other(code: Int(SQLITE_ERROR), message: "more than one statement")
        }
        self.handle = handle
        self.connection = connection
        parameterCount = Int(sqlite3_bind_parameter_count(handle))
    }

    func begin() {
        isBusy = true
        bindFailure = SQLITE_OK
        bound.reuse()
    }

    /// Also lets go of the read lock that an unfinished answer holds. Its error was already told.
    /// What is bound stays until the next use binds all of it anew; but not what is large.
    @usableFromInline
    func end() {
        sqlite3_reset(handle)
        if bound.hasOverflowed { sqlite3_clear_bindings(handle) }
        isBusy = false
    }

    func note(_ bindResult: Int32) {
        if bindResult != SQLITE_OK { bindFailure = bindResult }
    }

    func bind(text bytes: UnsafeRawBufferPointer, at position: Int32) {
        let count = Int32(clamping: bytes.count)
        if let kept = bound.keep(bytes) {
            let characters = kept.assumingMemoryBound(to: CChar.self)
            note(sqlite3_bind_text(handle, position, characters, count, nil))
        } else {
            let characters = bytes.baseAddress?.assumingMemoryBound(to: CChar.self)
            note(csqlite_bind_text(handle, position, characters, count))
        }
    }

    func bind(blob bytes: UnsafeRawBufferPointer, at position: Int32) {
        let count = Int32(clamping: bytes.count)
        if let kept = bound.keep(bytes) {
            note(sqlite3_bind_blob(handle, position, kept, count, nil))
        } else {
            note(csqlite_bind_blob(handle, position, bytes.baseAddress, count))
        }
    }

    /// Goes to the next row; false when there is none.
    @usableFromInline
    func step() throws(StorageError) -> Bool {
        guard bindFailure == SQLITE_OK else { throw connection.error(bindFailure) }
        let code = sqlite3_step(handle)
        if code == SQLITE_ROW { return true }
        if code == SQLITE_DONE { return false }
        throw connection.error(code)
    }

    @usableFromInline var row: Row { Row(statement: handle) }

    deinit {
        sqlite3_finalize(handle)
    }
}
