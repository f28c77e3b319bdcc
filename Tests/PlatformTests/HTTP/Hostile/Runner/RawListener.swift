import Glibc

/// A server of plain system calls on a free port of loopback: what a test lets ours talk to.
final class RawListener: Sendable {
    let port: UInt16
    private let descriptor: CInt

    /// Each connection gets a thread and `serve`, with a count of the connections before it. It is
    /// closed when `serve` has let go of it.
    init(
        patienceMilliseconds: Int = 10_000,
        serve: @escaping @Sendable (RawConnection, Int) -> Void
    ) throws {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        guard descriptor >= 0 else { throw SocketFault("socket") }
        guard withLoopback(0, { bind(descriptor, $0, $1) }) == 0, listen(descriptor, 128) == 0
        else {
            let fault = SocketFault("listen")
            close(descriptor)
            throw fault
        }
        self.descriptor = descriptor
        port = boundPort(of: descriptor)
        startThread {
            Self.acceptAll(from: descriptor) { connection, index in
                let deadline = CaseDeadline(afterMilliseconds: patienceMilliseconds)
                serve(RawConnection(adopting: connection, deadline: deadline), index)
            }
        }
    }

    deinit {
        // Fails the accept that waits on it; its thread then closes the socket.
        shutdown(descriptor, Int32(SHUT_RDWR))
    }

    private static func acceptAll(
        from descriptor: CInt, _ serve: @escaping @Sendable (CInt, Int) -> Void
    ) {
        var count = 0
        while true {
            let accepted = accept(descriptor, nil, nil)
            guard accepted >= 0 else { break }
            let index = count
            count += 1
            startThread { serve(accepted, index) }
        }
        close(descriptor)
    }
}

private func boundPort(of descriptor: CInt) -> UInt16 {
    var address = sockaddr_in()
    var size = socklen_t(MemoryLayout<sockaddr_in>.size)
    withUnsafeMutablePointer(to: &address) {
        _ = $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
            getsockname(descriptor, $0, &size)
        }
    }
    return UInt16(bigEndian: address.sin_port)
}
