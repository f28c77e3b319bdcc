import EventLoop

extension ByteStream {
    /// All that comes until the other side has finished.
    func readToEnd() async throws(StreamError) -> [UInt8] {
        var all: [UInt8] = []
        var room = [UInt8](repeating: 0, count: 4_096)
        while true {
            let count = try room.withUnsafeMutableBufferPointer { room throws(StreamError) in
                try read(into: UnsafeMutableRawBufferPointer(room))
            }
            switch count {
            case nil: try await waitUntilReadable()
            case 0: return all
            case let count?: all += room[..<count]
            }
        }
    }
}
