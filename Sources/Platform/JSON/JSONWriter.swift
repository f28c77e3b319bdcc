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
        // Not `preconditionFailure`: behind it the compiler warns of code that is never reached.
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

    consuming func copy(_ document: JSONDocument, _ index: Int) {
        output.pointee.write(document, from: index)
        discard self
    }
}
