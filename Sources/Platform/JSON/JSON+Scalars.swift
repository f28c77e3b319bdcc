extension JSON {
    public func bool() throws(JSONError) -> Bool {
        switch entry.kind {
        case .true: true
        case .false: false
        default: throw mismatch(expected: "true or false")
        }
    }

    public func string() throws(JSONError) -> String {
        guard entry.kind == .string else { throw mismatch(expected: "a string") }
        return document.string(at: index)
    }

    /// A string that means something, made from its bytes without a `String` between. `expected` tells
    /// what was wanted when `parse` answers nil: "an order id".
    @inlinable
    public func string<Value>(
        as expected: String, _ parse: (UTF8Span) -> Value?
    ) throws(JSONError) -> Value {
        var value: Value?
        withString { value = parse($0) }
        guard let value else { throw mismatch(expected: expected) }
        return value
    }

    /// Does nothing where there is no string.
    @usableFromInline
    func withString(_ body: (UTF8Span) -> Void) {
        guard entry.kind == .string else { return }
        document.withUTF8(of: index) { body(UTF8Span(unchecked: $0.span)) }
    }

    // MARK: - Numbers

    /// A number written as an integer. `1.0` and `1e2` are not: who sends them means a measure, not a
    /// count, and what reads them as counts reads `1.5` as one some day.
    public func int() throws(JSONError) -> Int { try integer() }
    public func int64() throws(JSONError) -> Int64 { try integer() }
    public func uint64() throws(JSONError) -> UInt64 { try integer() }

    public func int(in range: ClosedRange<Int>) throws(JSONError) -> Int {
        let value = try int()
        guard range.contains(value) else {
            throw mismatch(
                expected: "an integer from \(range.lowerBound) to \(range.upperBound)")
        }
        return value
    }

    private func integer<Value: FixedWidthInteger>() throws(JSONError) -> Value {
        let entry = entry
        let value: Value? =
            switch entry.kind {
            case .integer: Value(exactly: Int64(bitPattern: entry.second))
            case .unsigned: Value(exactly: entry.second)
            default: throw mismatch(expected: "an integer")
            }
        guard let value else {
            throw mismatch(expected: "an integer from \(Value.min) to \(Value.max)")
        }
        return value
    }

    /// Any number, as the double nearest to it.
    public func double() throws(JSONError) -> Double {
        let entry = entry
        switch entry.kind {
        case .integer: return Double(Int64(bitPattern: entry.second))
        case .unsigned: return Double(entry.second)
        case .double: return Double(bitPattern: entry.second)
        default: throw mismatch(expected: "a number")
        }
    }
}
