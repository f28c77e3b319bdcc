import CSystem
public import EventLoop
import Glibc

/// A listening socket that is opened here and served by others: who comes while nobody serves it
/// waits, and is not refused.
public final class ListeningSocket: Sendable {
    public let address: Address
    let descriptor: Int32

    /// On this machine alone. With port 0 the system chooses one.
    public init(port: UInt16) throws(SystemError) {
        let host = "127.0.0.1"
        let made = csystem_listen_tcp(host, port, Listener.backlog)
        descriptor = try SystemError.check("listen", made)
        address = .tcp(host: host, port: UInt16(clamping: csystem_bound_port(made)))
    }

    deinit {
        close(descriptor)
    }
}
