import CSQLite

/// What one group changed, as another database can apply it or a program can read it.
public struct Changes: Sendable {
    public let position: Int64
    /// Opaque, and stable: it may be sent and kept.
    public let changeset: [UInt8]

    public init(position: Int64, changeset: [UInt8]) {
        self.position = position
        self.changeset = changeset
    }

    /// One row that is different after the group. A row that changed several times is told once.
    public struct Row: Sendable {
        public enum Kind: Sendable {
            case inserted, updated, deleted
        }

        public let table: String
        public let kind: Kind
        public let key: [Value]
        /// By column; nil where an update left the column as it was. Empty for a deletion.
        public let new: [Value?]
        /// By column; nil where an update left the column as it was. Empty for an insertion.
        public let old: [Value?]
    }

    public func rows() throws(StorageError) -> [Row] {
        var changeset = changeset
        var rows: [Row] = []
        let code = changeset.withUnsafeMutableBytes { bytes in
            var iterator: OpaquePointer?
            let code = sqlite3changeset_start(
                &iterator, Int32(clamping: bytes.count), bytes.baseAddress)
            guard code == SQLITE_OK, let iterator else { return code }
            while sqlite3changeset_next(iterator) == SQLITE_ROW {
                if let row = Row(at: iterator) { rows.append(row) }
            }
            return sqlite3changeset_finalize(iterator)
        }
        guard code == SQLITE_OK else { throw StorageError(code, on: nil) }
        return rows
    }
}

extension Changes.Row {
    fileprivate init?(at iterator: OpaquePointer) {
        var name: UnsafePointer<CChar>?
        var columnCount: Int32 = 0
        var operation: Int32 = 0
        sqlite3changeset_op(iterator, &name, &columnCount, &operation, nil)
        var isKeyPart: UnsafeMutablePointer<UInt8>?
        sqlite3changeset_pk(iterator, &isKeyPart, nil)
        guard let name, let isKeyPart else { return nil }
        func values(_ read: (Int32, inout OpaquePointer?) -> Int32) -> [Value?] {
            (0..<columnCount).map { column in
                var value: OpaquePointer?
                return read(column, &value) == SQLITE_OK ? value.map { Value($0) } : nil
            }
        }
        table = String(cString: name)
        kind =
            switch operation {
            case SQLITE_INSERT: .inserted
            case SQLITE_DELETE: .deleted
            default: .updated
            }
        new = kind == .deleted ? [] : values { sqlite3changeset_new(iterator, $0, &$1) }
        old = kind == .inserted ? [] : values { sqlite3changeset_old(iterator, $0, &$1) }
        let whole = kind == .inserted ? new : old
        key = whole.indices.filter { isKeyPart[$0] != 0 }.map { whole[$0] ?? .null }
    }
}

extension Value {
    fileprivate init(_ value: OpaquePointer) {
        self =
            switch sqlite3_value_type(value) {
            case SQLITE_INTEGER: .integer(sqlite3_value_int64(value))
            case SQLITE_FLOAT: .real(sqlite3_value_double(value))
            case SQLITE_TEXT: .text(String(decoding: Self.bytes(of: value), as: UTF8.self))
            case SQLITE_BLOB: .blob([UInt8](Self.bytes(of: value)))
            default: .null
            }
    }

    /// Asked of texts and blobs only: a number would be converted, and then be of no known type.
    private static func bytes(of value: OpaquePointer) -> UnsafeRawBufferPointer {
        let start = sqlite3_value_blob(value)
        return UnsafeRawBufferPointer(start: start, count: Int(sqlite3_value_bytes(value)))
    }
}
