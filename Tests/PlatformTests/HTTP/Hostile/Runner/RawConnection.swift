import Glibc

/// A moment after which a test stops waiting, so that a server that hangs is a failure and not a
/// test that hangs with it.
struct CaseDeadline {
    let nanoseconds: UInt64

    init(afterMilliseconds milliseconds: Int) {
        nanoseconds = CaseDeadline.now + UInt64(milliseconds) * 1_000_000
    }

    var remainingMilliseconds: CInt {
        let now = CaseDeadline.now
        return now >= nanoseconds ? 0 : CInt((nanoseconds - now) / 1_000_000) + 1
    }

    static var now: UInt64 {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return UInt64(time.tv_sec) * 1_000_000_000 + UInt64(time.tv_nsec)
    }
}

/// What a read of a connection came to.
enum Received: Equatable {
    case bytes([UInt8])
    /// The peer closed its sending half, in order.
    case end
    case reset
    /// The deadline passed first.
    case late
}

struct SocketFault: Error, CustomStringConvertible {
    let description: String

    init(_ call: String) {
        description = "\(call): \(String(cString: strerror(errno)))"
    }
}

/// One TCP connection over plain system calls: the black-box tests trust no socket code of ours.
final class RawConnection {
    private let deadline: CaseDeadline
    private var descriptor: CInt
    /// What came in while something was being sent, not yet asked for.
    private var early: [Received] = []

    init(adopting descriptor: CInt, deadline: CaseDeadline) {
        self.descriptor = descriptor
        self.deadline = deadline
        var on: CInt = 1
        setsockopt(
            descriptor, Int32(IPPROTO_TCP), TCP_NODELAY, &on, socklen_t(MemoryLayout<CInt>.size))
        _ = fcntl(descriptor, F_SETFL, fcntl(descriptor, F_GETFL) | O_NONBLOCK)
    }

    convenience init(to port: UInt16, receiveBufferBytes: CInt? = nil, deadline: CaseDeadline)
        throws
    {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        guard descriptor >= 0 else { throw SocketFault("socket") }
        if var size = receiveBufferBytes {
            setsockopt(
                descriptor, SOL_SOCKET, SO_RCVBUF, &size, socklen_t(MemoryLayout<CInt>.size))
        }
        let connected = withLoopback(port) { connect(descriptor, $0, $1) }
        guard connected == 0 else {
            let fault = SocketFault("connect")
            Glibc.close(descriptor)
            throw fault
        }
        self.init(adopting: descriptor, deadline: deadline)
    }

    deinit {
        close()
    }

    func close() {
        if descriptor >= 0 { Glibc.close(descriptor) }
        descriptor = -1
    }

    /// Sends all of it, reading what arrives meanwhile so that two full buffers cannot deadlock,
    /// unless the client is one that never reads. False when the peer takes no more.
    @discardableResult
    func send(_ bytes: some Collection<UInt8>, neverReading: Bool = false) -> Bool {
        var rest = Array(bytes)[...]
        while !rest.isEmpty {
            let sent = rest.withUnsafeBytes {
                Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
            }
            if sent > 0 {
                rest = rest.dropFirst(sent)
            } else if errno != EAGAIN {
                return false
            } else {
                let reads = !neverReading && !early.last.isFinal
                let ready = wait(for: reads ? POLLOUT | POLLIN : POLLOUT, by: deadline)
                if ready == 0 { return false }
                if reads, ready & Int16(POLLIN) != 0 { early.append(read()) }
            }
        }
        return true
    }

    func receive() -> Received {
        receive(by: deadline)
    }

    /// What comes within this time: for a client that sets its own slow pace.
    func receive(withinMilliseconds milliseconds: Int) -> Received {
        receive(by: CaseDeadline(afterMilliseconds: milliseconds))
    }

    private func receive(by deadline: CaseDeadline) -> Received {
        if !early.isEmpty { return early.removeFirst() }
        return wait(for: POLLIN, by: deadline) == 0 ? .late : read()
    }

    func endSending() {
        shutdown(descriptor, Int32(SHUT_WR))
    }

    /// Leaves the way a crashed machine does: with an RST in the place of a farewell.
    func abort() {
        var lingering = linger(l_onoff: 1, l_linger: 0)
        setsockopt(
            descriptor, SOL_SOCKET, SO_LINGER, &lingering, socklen_t(MemoryLayout<linger>.size))
        close()
    }

    private func read() -> Received {
        var buffer = [UInt8](repeating: 0, count: 65_536)
        let count = recv(descriptor, &buffer, buffer.count, 0)
        if count > 0 { return .bytes(Array(buffer[..<count])) }
        if count == 0 { return .end }
        return errno == EAGAIN ? .bytes([]) : .reset
    }

    /// The events that came, or zero when the deadline did.
    private func wait(for events: Int32, by deadline: CaseDeadline) -> Int16 {
        var entry = pollfd(fd: descriptor, events: Int16(events), revents: 0)
        while true {
            let remaining = deadline.remainingMilliseconds
            if remaining == 0 { return 0 }
            let count = poll(&entry, 1, remaining)
            if count > 0 { return entry.revents }
            if count < 0, errno != EINTR { return 0 }
        }
    }
}

extension Received? {
    fileprivate var isFinal: Bool {
        switch self {
        case .end, .reset, .late: true
        case .bytes, nil: false
        }
    }
}

/// Calls `body` with the loopback address and this port, as the socket calls want it.
func withLoopback<Result>(
    _ port: UInt16, _ body: (UnsafePointer<sockaddr>, socklen_t) -> Result
) -> Result {
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = port.bigEndian
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    return withUnsafePointer(to: &address) {
        $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
            body($0, socklen_t(MemoryLayout<sockaddr_in>.size))
        }
    }
}
