/// A place in JSON text that takes exactly one value.
///
/// The compiler sees to "at most one", for each way to write consumes the writer, and its `deinit`
/// to "at least one". The writers of objects take only fields, those of arrays only elements: so code
/// that compiles and runs cannot write malformed JSON.
///
///     JSONWriter.bytes { $0.object {
///         $0.field("id", order.id)
///         $0.array("items") { for item in order.items { $0.element(item) } }
///     } }
@frozen
public struct JSONWriter: ~Copyable {
    @usableFromInline let output: UnsafeMutablePointer<JSONOutput>

    @inlinable @inline(__always)
    init(_ output: UnsafeMutablePointer<JSONOutput>) {
        self.output = output
    }

    deinit {
        precondition(Bool(false), "a place for a JSON value was left empty")
    }

    @inlinable @inline(__always)
    public consuming func object(_ fields: (inout JSONObjectWriter) -> Void) {
        JSONObjectWriter.write(to: output, fields)
        discard self
    }

    @inlinable @inline(__always)
    public consuming func array(_ elements: (inout JSONArrayWriter) -> Void) {
        JSONArrayWriter.write(to: output, elements)
        discard self
    }

    @inlinable @inline(__always)
    public consuming func null() {
        output.pointee.writeNull()
        discard self
    }

    @inlinable @inline(__always)
    public consuming func bool(_ value: Bool) {
        output.pointee.write(value)
        discard self
    }

    @inlinable @inline(__always)
    public consuming func integer(_ value: Int64) {
        output.pointee.write(value)
        discard self
    }

    @inlinable @inline(__always)
    public consuming func integer(_ value: UInt64) {
        output.pointee.write(value)
        discard self
    }

    /// The shortest digits that read back as `value`. NaN and the infinities are bugs.
    @inlinable @inline(__always)
    public consuming func double(_ value: Double) {
        output.pointee.write(value)
        discard self
    }

    @inlinable @inline(__always)
    public consuming func string(_ value: String) {
        output.pointee.write(value)
        discard self
    }

    /// For text that never was a `String`, such as a time made digit by digit.
    @inlinable @inline(__always)
    public consuming func string(_ value: UTF8Span) {
        output.pointee.write(value)
        discard self
    }
}

// MARK: - Into bytes

extension JSONWriter {
    /// The text of one value. A good guess of its length spares moving it.
    public static func bytes(
        expecting byteCount: Int = 1024, _ write: (consuming JSONWriter) -> Void
    ) -> [UInt8] {
        var bytes: [UInt8] = []
        append(to: &bytes, expecting: byteCount, write)
        return bytes
    }

    public static func bytes(
        of value: some JSONWritable, expecting byteCount: Int = 1024
    ) -> [UInt8] {
        bytes(expecting: byteCount) { value.write(to: $0) }
    }

    /// Writes the text of one value straight behind what `bytes` already holds.
    public static func append(
        to bytes: inout [UInt8], expecting byteCount: Int = 1024,
        _ write: (consuming JSONWriter) -> Void
    ) {
        let room = max(byteCount, bytes.capacity - bytes.count, 16)
        var outgrown: JSONOutput?
        bytes.append(addingCapacity: room) { span in
            span.withUnsafeMutableBufferPointer { memory, count in
                var output = JSONOutput(borrowing: memory)
                withUnsafeMutablePointer(to: &output) { write(JSONWriter($0)) }
                if output.isBorrowing {
                    count = output.text.count
                } else {
                    outgrown = consume output
                }
            }
        }
        if let output = outgrown.take() { bytes.append(contentsOf: output.text) }
    }
}
