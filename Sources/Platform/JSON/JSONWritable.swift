/// What crosses a boundary as JSON, and says how, in a few visible lines.
///
///     func write(to json: consuming JSONWriter) {
///         json.object {
///             $0.field("id", id)
///             $0.field("rating", rating)
///         }
///     }
public protocol JSONWritable {
    func write(to json: consuming JSONWriter)
}

extension Bool: JSONWritable {
    @inlinable @inline(__always)
    public func write(to json: consuming JSONWriter) { json.bool(self) }
}

extension Int: JSONWritable {
    @inlinable @inline(__always)
    public func write(to json: consuming JSONWriter) { json.integer(Int64(self)) }
}

extension Int64: JSONWritable {
    @inlinable @inline(__always)
    public func write(to json: consuming JSONWriter) { json.integer(self) }
}

extension UInt64: JSONWritable {
    @inlinable @inline(__always)
    public func write(to json: consuming JSONWriter) { json.integer(self) }
}

extension Double: JSONWritable {
    @inlinable @inline(__always)
    public func write(to json: consuming JSONWriter) { json.double(self) }
}

extension String: JSONWritable {
    @inlinable @inline(__always)
    public func write(to json: consuming JSONWriter) { json.string(self) }
}

/// An enum with texts or numbers writes those.
extension JSONWritable where Self: RawRepresentable, RawValue: JSONWritable {
    @inlinable @inline(__always)
    public func write(to json: consuming JSONWriter) { rawValue.write(to: json) }
}

/// No value is a null. To leave a field out, write it with `field(_:ifPresent:)`.
extension Optional: JSONWritable where Wrapped: JSONWritable {
    @inlinable @inline(__always)
    public func write(to json: consuming JSONWriter) {
        switch self {
        case .some(let value): value.write(to: json)
        case .none: json.null()
        }
    }
}

extension Array: JSONWritable where Element: JSONWritable {
    @inlinable @inline(__always)
    public func write(to json: consuming JSONWriter) {
        // By their places: a loop over the elements would copy each, and count its references.
        json.array { array in
            let elements = span
            for index in elements.indices { array.element(elements[index]) }
        }
    }
}
