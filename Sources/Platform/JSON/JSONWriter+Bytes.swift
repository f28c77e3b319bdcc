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
    ///
    /// A debug build reads it back, so that a test finds what the types cannot forbid: a name written
    /// twice in one object.
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
                assert(isReadable(output.text))
                if output.isBorrowing {
                    count = output.text.count
                } else {
                    outgrown = consume output
                }
            }
        }
        if let output = outgrown.take() { bytes.append(contentsOf: output.text) }
    }

    private static func isReadable(_ text: UnsafeMutableBufferPointer<UInt8>) -> Bool {
        do {
            _ = try JSON(parsing: text.span, limits: .widest)
            return true
        } catch {
            preconditionFailure("wrote JSON that we would refuse to read: \(error)")
        }
    }
}
