/// Where a loop puts its messages together before they are sent, in memory that is used again for
/// each. Never kept over an `await`: between two of them others use it.
final class OutputBuffer {
    /// What a long message took beyond that is given back.
    private static let mostKeptBytes = 65_536

    private var memory = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: 4_096)
    private var count = 0

    deinit {
        memory.deallocate()
    }

    /// What has been written. Valid until more is.
    var bytes: UnsafeRawBufferPointer {
        UnsafeRawBufferPointer(start: memory.baseAddress, count: count)
    }

    func clear() {
        count = 0
        if memory.count > Self.mostKeptBytes { makeRoom(for: 0) }
    }

    /// Writes at most `mostBytes` behind what is there.
    @inline(__always)
    func write(atMost mostBytes: Int, _ body: (inout OctetWriter) -> Void) {
        if memory.count - count < mostBytes { makeRoom(for: mostBytes) }
        var writer = OctetWriter(UnsafeMutableBufferPointer(rebasing: memory[count...]))
        body(&writer)
        count += writer.count
    }

    func append(_ bytes: [UInt8]) {
        write(atMost: bytes.count) { $0.write(bytes) }
    }

    private func makeRoom(for moreBytes: Int) {
        let larger = UnsafeMutableBufferPointer<UInt8>.allocate(
            capacity: max(4_096, 2 * (count + moreBytes)))
        _ = larger.update(fromContentsOf: memory[..<count])
        memory.deallocate()
        memory = larger
    }
}
