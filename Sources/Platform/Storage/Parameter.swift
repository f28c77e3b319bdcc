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
        text.utf8.span.withUnsafeBytes { statement.bind(text: $0, at: position) }
    }

    /// A text that is known to be UTF-8, copied at once.
    public func set(text bytes: UnsafeRawBufferPointer) {
        statement.bind(text: bytes, at: position)
    }

    public func set(_ blob: [UInt8]) {
        blob.withUnsafeBytes { statement.bind(blob: $0, at: position) }
    }

    /// Copied at once, so that the bytes need not stay where they are.
    public func set(_ bytes: UnsafeRawBufferPointer) {
        statement.bind(blob: bytes, at: position)
    }
}
