import CSystem
import Glibc

/// The two calls that move bytes over a non-blocking socket.
struct Socket {
    let descriptor: Int32

    private static let withoutSignal = Int32(MSG_NOSIGNAL)

    /// A count, zero when the peer has finished, nil when there is nothing yet.
    func receive(into room: UnsafeMutableRawBufferPointer) throws(SystemError) -> Int? {
        while true {
            let count = recv(descriptor, room.baseAddress, room.count, 0)
            if count >= 0 { return count }
            switch errno {
            case EINTR: continue
            case EAGAIN: return nil
            default: throw SystemError(call: "recv", code: errno)
            }
        }
    }

    /// How much the kernel took, which may be nothing.
    func send(_ bytes: UnsafeRawBufferPointer) throws(SystemError) -> Int {
        while true {
            let count = Glibc.send(
                descriptor, bytes.baseAddress, bytes.count, Self.withoutSignal)
            if count >= 0 { return count }
            switch errno {
            case EINTR: continue
            case EAGAIN: return 0
            default: throw SystemError(call: "send", code: errno)
            }
        }
    }

    /// Whether `receive` would say anything but "nothing yet".
    var hasArrivals: Bool {
        var octet: UInt8 = 0
        let count = recv(descriptor, &octet, 1, Int32(MSG_PEEK))
        return count >= 0 || errno != EAGAIN
    }

    /// The other end as a numeric address; nil when it has gone.
    var peerAddress: String? {
        withUnsafeTemporaryAllocation(of: CChar.self, capacity: 64) { text in
            guard let base = text.baseAddress,
                csystem_peer_address(descriptor, base, text.count) >= 0
            else { return nil }
            return String(cString: base)
        }
    }

    func finishWriting() {
        _ = shutdown(descriptor, Int32(SHUT_WR))
    }

    func close() {
        _ = Glibc.close(descriptor)
    }
}
