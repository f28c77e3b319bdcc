/// Writes the elements of one array.
public struct JSONArrayWriter: ~Copyable {
    @usableFromInline let output: UnsafeMutablePointer<JSONOutput>

    @inlinable @inline(__always)
    init(_ output: UnsafeMutablePointer<JSONOutput>) {
        self.output = output
    }

    @inlinable @inline(__always)
    static func write(
        to output: UnsafeMutablePointer<JSONOutput>, _ elements: (inout JSONArrayWriter) -> Void
    ) {
        output.pointee.open(UInt8(ascii: "["))
        var array = JSONArrayWriter(output)
        elements(&array)
        output.pointee.close(UInt8(ascii: "]"))
    }

    @inlinable @inline(__always)
    public mutating func element(_ value: some JSONWritable) {
        value.write(to: JSONWriter(output))
    }

    @inlinable @inline(__always)
    public mutating func elements(_ values: some Sequence<some JSONWritable>) {
        for value in values { element(value) }
    }

    @inlinable @inline(__always)
    public mutating func object(_ fields: (inout JSONObjectWriter) -> Void) {
        JSONObjectWriter.write(to: output, fields)
    }

    @inlinable @inline(__always)
    public mutating func array(_ elements: (inout JSONArrayWriter) -> Void) {
        JSONArrayWriter.write(to: output, elements)
    }
}
