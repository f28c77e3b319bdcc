/// Writes the members of one object. Names are literals, so that the wire is visible in the code; for
/// the rare object that is a dictionary there is `named:`.
///
/// No name may be written twice: our own parser would refuse the text.
public struct JSONObjectWriter: ~Copyable {
    @usableFromInline let output: UnsafeMutablePointer<JSONOutput>

    @inlinable @inline(__always)
    init(_ output: UnsafeMutablePointer<JSONOutput>) {
        self.output = output
    }

    @inlinable @inline(__always)
    static func write(
        to output: UnsafeMutablePointer<JSONOutput>, _ fields: (inout JSONObjectWriter) -> Void
    ) {
        output.pointee.open(UInt8(ascii: "{"))
        var object = JSONObjectWriter(output)
        fields(&object)
        output.pointee.close(UInt8(ascii: "}"))
    }

    @inlinable @inline(__always)
    public mutating func field(_ name: StaticString, _ value: some JSONWritable) {
        output.pointee.write(name: name)
        value.write(to: JSONWriter(output))
    }

    /// Nothing at all when there is no value; `field` writes a null then.
    @inlinable @inline(__always)
    public mutating func field<Value: JSONWritable>(_ name: StaticString, ifPresent value: Value?) {
        if let value { field(name, value) }
    }

    public mutating func field(named name: String, _ value: some JSONWritable) {
        output.pointee.write(name: name)
        value.write(to: JSONWriter(output))
    }

    @inlinable @inline(__always)
    public mutating func object(
        _ name: StaticString, _ fields: (inout JSONObjectWriter) -> Void
    ) {
        output.pointee.write(name: name)
        JSONObjectWriter.write(to: output, fields)
    }

    @inlinable @inline(__always)
    public mutating func array(
        _ name: StaticString, _ elements: (inout JSONArrayWriter) -> Void
    ) {
        output.pointee.write(name: name)
        JSONArrayWriter.write(to: output, elements)
    }
}
