import CSQLite

/// One row of an answer, readable while the closure that was given it runs.
///
/// A column is decoded where it lies, by position: `try Store(id: row[0], name: row[1])`.
public struct Row: ~Copyable {
    @usableFromInline let statement: OpaquePointer

    @usableFromInline
    init(statement: OpaquePointer) {
        self.statement = statement
    }

    public var count: Int { Int(sqlite3_column_count(statement)) }

    @inlinable
    public subscript<Content: Storable>(position: Int) -> Content {
        get throws(StorageError) {
            try Content.load(from: Column(statement: statement, position: Int32(position)))
        }
    }

    @inlinable
    public func column(_ position: Int) -> Column {
        Column(statement: statement, position: Int32(position))
    }
}

/// One column of the present row. It never converts: a text where a number is expected, or a null
/// where none may be, is an error and not a zero.
public struct Column: ~Copyable {
    public enum Kind: Sendable {
        case null, integer, real, text, blob
    }

    let statement: OpaquePointer
    let position: Int32

    @usableFromInline
    init(statement: OpaquePointer, position: Int32) {
        self.statement = statement
        self.position = position
    }

    public var kind: Kind {
        switch sqlite3_column_type(statement, position) {
        case SQLITE_INTEGER: .integer
        case SQLITE_FLOAT: .real
        case SQLITE_TEXT: .text
        case SQLITE_BLOB: .blob
        default: .null
        }
    }

    public var isNull: Bool { sqlite3_column_type(statement, position) == SQLITE_NULL }

    public func integer() throws(StorageError) -> Int64 {
        try expect(SQLITE_INTEGER, .integer)
        return sqlite3_column_int64(statement, position)
    }

    public func real() throws(StorageError) -> Double {
        try expect(SQLITE_FLOAT, .real)
        return sqlite3_column_double(statement, position)
    }

    public func text() throws(StorageError) -> String {
        try expect(SQLITE_TEXT, .text)
        return withBytes { String(decoding: $0, as: UTF8.self) }
    }

    public func blob() throws(StorageError) -> [UInt8] {
        try expect(SQLITE_BLOB, .blob)
        return withBytes { [UInt8]($0) }
    }

    /// The bytes of a text (UTF-8) or a blob without a copy, for a writer that only passes them on.
    public func withBytes<Result>(_ body: (UnsafeBufferPointer<UInt8>) throws -> Result) rethrows
        -> Result
    {
        // In this order: asking for the count of a blob that was never fetched would convert it.
        let start = sqlite3_column_blob(statement, position)
        let count = Int(sqlite3_column_bytes(statement, position))
        return try body(
            UnsafeBufferPointer(start: start?.assumingMemoryBound(to: UInt8.self), count: count))
    }

    private func expect(_ type: Int32, _ expected: Kind) throws(StorageError) {
        guard sqlite3_column_type(statement, position) == type else {
            throw .unexpectedColumn(position: Int(position), expected: expected, found: kind)
        }
    }
}
