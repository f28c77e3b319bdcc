public import JSON
public import Kernel

extension TypeID: JSONWritable {
    @inlinable
    public func write(to json: consuming JSONWriter) {
        let text = InlineArray<90, UInt8> { output in
            write(to: &output)
            output.append(repeating: 0, count: output.freeCapacity)
        }
        json.string(UTF8Span(unchecked: text.span.extracting(first: Self.byteCount)))
    }
}

extension TypeID: JSONReadable {
    @inlinable
    public init(_ json: JSON) throws(JSONError) {
        let identifier: Self? = try json.string(as: "a string") { .some(Self($0.span)) }
        guard let identifier else {
            throw json.mismatch(expected: "an identifier, \(Tag.prefix)_…")
        }
        self = identifier
    }
}
