import CSQLite

/// The place of one bound parameter in a statement about to run.
public struct Parameter {
    private let statement: Statement
    private let position: Int32

    @usableFromInline
    init(_ statement: Statement, position: Int32) {
        self.statement = statement
        self.position = position
    }

    public func setNull() {
        statement.note(sqlite3_bind_null(statement.handle, position))
    }

    public func set(_ integer: Int64) {
        statement.note(sqlite3_bind_int64(statement.handle, position, integer))
    }

    public func set(_ real: Double) {
        statement.note(sqlite3_bind_double(statement.handle, position, real))
    }

    public func set(_ text: String) {
        var text = text
        text.withUTF8 { bytes in
            // An empty buffer may have no address, and SQLite takes that for a null.
            guard let start = bytes.baseAddress, !bytes.isEmpty else {
                return statement.note(csqlite_bind_text(statement.handle, position, "", 0))
            }
            let count = Int32(clamping: bytes.count)
            let characters = UnsafeRawPointer(start).assumingMemoryBound(to: CChar.self)
            statement.note(csqlite_bind_text(statement.handle, position, characters, count))
        }
    }

    public func set(_ blob: [UInt8]) {
        blob.withUnsafeBytes { bytes in
            guard let start = bytes.baseAddress, !bytes.isEmpty else {
                return statement.note(sqlite3_bind_zeroblob(statement.handle, position, 0))
            }
            let count = Int32(clamping: bytes.count)
            statement.note(csqlite_bind_blob(statement.handle, position, start, count))
        }
    }

    /// Copied at once, so that the bytes need not stay where they are.
    public func set(_ bytes: UnsafeRawBufferPointer) {
        let count = Int32(clamping: bytes.count)
        statement.note(csqlite_bind_blob(statement.handle, position, bytes.baseAddress, count))
    }
}
