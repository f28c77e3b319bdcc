/// Whatever a column can hold, for code that does not know its columns beforehand: a named query
/// that arrives over the wire, a table being copied. Everything else uses its own types.
public enum Value: Hashable, Sendable {
    case null
    case integer(Int64)
    case real(Double)
    case text(String)
    case blob([UInt8])
}

extension Value: Storable {
    public func store(in parameter: Parameter) {
        switch self {
        case .null: parameter.setNull()
        case .integer(let value): parameter.set(value)
        case .real(let value): parameter.set(value)
        case .text(let value): parameter.set(value)
        case .blob(let value): parameter.set(value)
        }
    }

    public static func load(from column: borrowing Column) throws(StorageError) -> Value {
        switch column.kind {
        case .null: .null
        case .integer: .integer(try column.integer())
        case .real: .real(try column.real())
        case .text: .text(try column.text())
        case .blob: .blob(try column.blob())
        }
    }
}
