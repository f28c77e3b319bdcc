/// What comes over a boundary as JSON, and says how, in a few visible lines.
public protocol JSONReadable {
    init(_ json: JSON) throws(JSONError)
}

extension JSON {
    /// As what the place wants: `items = try json["items"].read()`.
    public func read<Value: JSONReadable>(
        _ type: Value.Type = Value.self
    ) throws(JSONError) -> Value {
        try Value(self)
    }
}

extension Bool: JSONReadable {
    public init(_ json: JSON) throws(JSONError) { self = try json.bool() }
}

extension Int: JSONReadable {
    public init(_ json: JSON) throws(JSONError) { self = try json.int() }
}

extension Int64: JSONReadable {
    public init(_ json: JSON) throws(JSONError) { self = try json.int64() }
}

extension UInt64: JSONReadable {
    public init(_ json: JSON) throws(JSONError) { self = try json.uint64() }
}

extension Double: JSONReadable {
    public init(_ json: JSON) throws(JSONError) { self = try json.double() }
}

extension String: JSONReadable {
    public init(_ json: JSON) throws(JSONError) { self = try json.string() }
}

/// As it is, for later.
extension JSON: JSONReadable {
    public init(_ json: JSON) { self = json }
}

/// An enum of texts reads them, and names them all when it finds another.
extension JSONReadable where Self: RawRepresentable & CaseIterable, RawValue == String {
    public init(_ json: JSON) throws(JSONError) {
        guard let value = Self(rawValue: try json.string()) else {
            let known = Self.allCases.map { "\"\($0.rawValue)\"" }.joined(separator: ", ")
            throw json.mismatch(expected: "one of \(known)")
        }
        self = value
    }
}

/// A null is no value.
extension Optional: JSONReadable where Wrapped: JSONReadable {
    public init(_ json: JSON) throws(JSONError) {
        self = json.isNull ? nil : try Wrapped(json)
    }
}

extension Array: JSONReadable where Element: JSONReadable {
    @inlinable
    public init(_ json: JSON) throws(JSONError) {
        let elements = try json.elements()
        self = []
        reserveCapacity(elements.count)
        for element in elements { append(try Element(element)) }
    }
}
