import Glibc

extension ByteStream {
    /// Writes all of `bytes`, waiting for the peer to make room as often as it takes.
    public func writeAll(_ bytes: [UInt8]) async throws(StreamError) {
        var written = 0
        // No bytes, no call: sending nothing to a peer that has closed is an error all the same.
        while written < bytes.count {
            written += try bytes.withUnsafeBufferPointer { all throws(StreamError) in
                try write(UnsafeRawBufferPointer(UnsafeBufferPointer(rebasing: all[written...])))
            }
            if written < bytes.count { try await waitUntilWritable() }
        }
    }

    /// Reads until `count` bytes are there; an earlier end of the stream is an error.
    func readExactly(_ count: Int) async throws(StreamError) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: count)
        var filled = 0
        while filled < count {
            let got = try bytes.withUnsafeMutableBufferPointer { all throws(StreamError) in
                let rest = UnsafeMutableBufferPointer(rebasing: all[filled...])
                return try read(into: UnsafeMutableRawBufferPointer(rest))
            }
            guard let got else {
                try await waitUntilReadable()
                continue
            }
            guard got > 0 else { throw .system(SystemError(call: "recv", code: ECONNRESET)) }
            filled += got
        }
        return bytes
    }

    /// Reads and forgets until the peer has finished, an error, or `limit`.
    public func discard(upToBytes limit: Int) async {
        var left = limit
        do throws(StreamError) {
            while left > 0 {
                try await waitUntilReadable()
                let got = try withUnsafeTemporaryAllocation(byteCount: 4_096, alignment: 1) {
                    room throws(StreamError) in try read(into: room)
                }
                if got == 0 { return }
                left -= got ?? 0
            }
        } catch {
            return  // Whatever ended it, there is nothing left to discard.
        }
    }
}
