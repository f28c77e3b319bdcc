extension String {
    /// What `body` writes, made in one piece: UTF-8 of so many bytes at most.
    public init(mostBytes: Int, _ body: (inout OutputSpan<UInt8>) -> Void) {
        self.init(unsafeUninitializedCapacity: mostBytes) { memory in
            var output = OutputSpan(buffer: memory, initializedCount: 0)
            body(&output)
            return output.finalize(for: memory)
        }
    }
}
