/// A type that can be a bound parameter and come back out of a column.
///
/// A domain type conforms by saying which of the five things a database holds it is kept as:
///
///     extension OrderID: Storable {
///         func store(in parameter: Parameter) { parameter.set(text) }
///         static func load(from column: borrowing Column) throws(StorageError) -> OrderID { … }
///     }
public protocol Storable {
    func store(in parameter: Parameter)
    static func load(from column: borrowing Column) throws(StorageError) -> Self
}

extension Int64: Storable {
    public func store(in parameter: Parameter) { parameter.set(self) }

    public static func load(from column: borrowing Column) throws(StorageError) -> Int64 {
        try column.integer()
    }
}

extension Int: Storable {
    public func store(in parameter: Parameter) { parameter.set(Int64(self)) }

    public static func load(from column: borrowing Column) throws(StorageError) -> Int {
        Int(try column.integer())
    }
}

/// Kept as 0 and 1.
extension Bool: Storable {
    public func store(in parameter: Parameter) { parameter.set(self ? Int64(1) : 0) }

    public static func load(from column: borrowing Column) throws(StorageError) -> Bool {
        try column.integer() != 0
    }
}

extension Double: Storable {
    public func store(in parameter: Parameter) { parameter.set(self) }

    public static func load(from column: borrowing Column) throws(StorageError) -> Double {
        try column.real()
    }
}

extension String: Storable {
    public func store(in parameter: Parameter) { parameter.set(self) }

    public static func load(from column: borrowing Column) throws(StorageError) -> String {
        try column.text()
    }
}

extension [UInt8]: Storable {
    public func store(in parameter: Parameter) { parameter.set(self) }

    public static func load(from column: borrowing Column) throws(StorageError) -> [UInt8] {
        try column.blob()
    }
}

/// Kept as a blob of sixteen bytes, the greatest first, so that SQL sorts it as the number it is.
extension UInt128: Storable {
    public func store(in parameter: Parameter) {
        withUnsafeBytes(of: bigEndian) { parameter.set($0) }
    }

    public static func load(from column: borrowing Column) throws(StorageError) -> UInt128 {
        guard column.kind == .blob, let bits = column.withBytes(bits) else {
            throw .unexpectedColumn(
                position: Int(column.position), expected: .blob, found: column.kind)
        }
        return bits
    }

    private static func bits(_ bytes: UnsafeBufferPointer<UInt8>) -> UInt128? {
        guard bytes.count == MemoryLayout<UInt128>.size else { return nil }
        return UInt128(bigEndian: UnsafeRawBufferPointer(bytes).loadUnaligned(as: UInt128.self))
    }
}

extension Optional: Storable where Wrapped: Storable {
    @inlinable
    public func store(in parameter: Parameter) {
        switch self {
        case .none: parameter.setNull()
        case .some(let wrapped): wrapped.store(in: parameter)
        }
    }

    @inlinable
    public static func load(from column: borrowing Column) throws(StorageError) -> Wrapped? {
        column.isNull ? nil : try Wrapped.load(from: column)
    }
}
