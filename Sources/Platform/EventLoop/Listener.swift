import CSystem
import Glibc
import Synchronization

/// A place where connections arrive. One loop accepts and deals them round.
///
/// When descriptors run out (`EMFILE` and its kin), or the limit of connections is reached, it
/// stops accepting for a moment: those who come wait in the backlog, nobody is refused.
public final class Listener: @unchecked Sendable {
    // Sendable: the `var`s are touched only on `loop`; `open` is atomic.

    enum Endpoint {
        case socket(Int32)
        case memory(MemoryNetwork)
        case gone
    }

    public static let backlog: Int32 = 4096
    private static let acceptsATurn = 64
    private static let pauseMilliseconds = 10

    public let address: Address
    public let loop: EventLoop
    private let dealtTo: [EventLoop]
    private let mostConnections: Int
    private let serve: @Sendable (ByteStream) -> Void
    private var endpoint: Endpoint
    private var next = 0
    private var isPaused = false
    private var isSuspended = false
    /// Whether the path of a Unix socket is ours to remove.
    private var ownsPath = false
    private var memoryBacklog: [MemoryEndpoint] = []
    private let open = Atomic<Int>(0)
    /// How often accepting had to pause because the kernel could not, as when descriptors ran out.
    public private(set) var pauseCount = 0

    /// Opens `address` and begins to accept; `serve` runs on the loop that a connection is dealt to.
    /// The path of a Unix socket is taken over if a dead process left it, never from a living one.
    public convenience init(
        on address: Address, loop: EventLoop, dealingTo loops: [EventLoop], mostConnections: Int,
        serve: @escaping @Sendable (ByteStream) -> Void
    ) throws(SystemError) {
        let descriptor = try Self.openSocket(address)
        try self.init(
            inheriting: descriptor, address: address, loop: loop, dealingTo: loops,
            mostConnections: mostConnections, serve: serve)
        ownsPath = true
    }

    /// Accepts from a listening socket that is already open, such as one from `LISTEN_FDS`. If this
    /// throws, the socket is closed.
    public init(
        inheriting descriptor: Int32, address: Address, loop: EventLoop,
        dealingTo loops: [EventLoop], mostConnections: Int,
        serve: @escaping @Sendable (ByteStream) -> Void
    ) throws(SystemError) {
        precondition(!loops.isEmpty, "connections need a loop to go to")
        self.address = Self.actual(address, descriptor)
        self.loop = loop
        dealtTo = loops
        self.mostConnections = mostConnections
        self.serve = serve
        endpoint = .socket(descriptor)
        try watch(descriptor)
    }

    init(
        memory: MemoryNetwork, address: Address, loop: EventLoop, dealingTo loops: [EventLoop],
        mostConnections: Int, serve: @escaping @Sendable (ByteStream) -> Void
    ) {
        self.address = address
        self.loop = loop
        dealtTo = loops
        self.mostConnections = mostConnections
        self.serve = serve
        endpoint = .memory(memory)
    }

    deinit {
        if case .socket(let descriptor) = endpoint { Glibc.close(descriptor) }
    }

    /// Stops accepting. A socket is closed unless `keepingOpen`, for its next owner.
    public func close(keepingOpen: Bool = false) {
        loop.assertIsCurrent()
        switch endpoint {
        case .socket(let descriptor):
            forget(descriptor)
            if !keepingOpen {
                Glibc.close(descriptor)
                if ownsPath, case .unix(let path) = address { unlink(path) }
            }
        case .memory(let network):
            network.stopListening(on: address)
            for waiting in memoryBacklog { waiting.close() }
            memoryBacklog = []
        case .gone: break
        }
        endpoint = .gone
    }

    /// Accepts nobody until `acceptAgain`; those who come wait, or go to another process that accepts
    /// from the same socket.
    public func suspend() {
        loop.assertIsCurrent()
        isSuspended = true
        if case .socket(let descriptor) = endpoint { pause(descriptor) }
    }

    public func acceptAgain() {
        loop.assertIsCurrent()
        isSuspended = false
        resume()
    }

    /// To be called, from any loop, for each connection that `serve` got and that has ended.
    public func connectionEnded() {
        let left = open.subtract(1, ordering: .sequentiallyConsistent).newValue
        if left == mostConnections - 1 { loop.execute { self.resume() } }
    }

    // MARK: Accepting

    private var takesNobody: Bool {
        isSuspended || open.load(ordering: .sequentiallyConsistent) >= mostConnections
    }

    private func acceptWaiting() {
        for _ in 0..<Self.acceptsATurn {
            // Asked each time: whoever serves a connection may have closed the listener.
            guard case .socket(let descriptor) = endpoint else { return }
            if takesNobody { return pause(descriptor) }
            let accepted = csystem_accept(descriptor)
            if accepted >= 0 {
                deal(accepted)
                continue
            }
            switch -accepted {
            case EAGAIN: return
            // Died in the backlog; the next one may live.
            case ECONNABORTED, EINTR: continue
            // EMFILE, ENFILE, ENOBUFS, ENOMEM, or worse: trying on would only burn the processor.
            default:
                pauseCount += 1
                pause(descriptor)
                return resumeSoon()
            }
        }
    }

    private func deal(_ descriptor: Int32) {
        open.add(1, ordering: .sequentiallyConsistent)
        let target = nextTarget()
        target.execute {
            do throws(SystemError) {
                self.serve(try ByteStream(adopting: descriptor, on: target))
            } catch {
                self.connectionEnded()
            }
        }
    }

    func deal(_ memory: MemoryEndpoint) {
        guard case .memory = endpoint else { return memory.close() }
        if takesNobody { return memoryBacklog.append(memory) }
        open.add(1, ordering: .sequentiallyConsistent)
        let target = nextTarget()
        target.execute { self.serve(memory.accept(on: target)) }
    }

    private func nextTarget() -> EventLoop {
        defer { next = (next + 1) % dealtTo.count }
        return dealtTo[next]
    }

    private func pause(_ descriptor: Int32) {
        isPaused = true
        forget(descriptor)
    }

    private func resume() {
        while !memoryBacklog.isEmpty, !takesNobody { deal(memoryBacklog.removeFirst()) }
        guard isPaused, !isSuspended, case .socket(let descriptor) = endpoint else { return }
        do throws(SystemError) {
            try watch(descriptor)
            isPaused = false
        } catch {
            resumeSoon()
        }
    }

    /// Holds the listener meanwhile: paused, it is in no poller that would.
    private func resumeSoon() {
        _ = loop.schedule(at: loop.now.advanced(byMilliseconds: Self.pauseMilliseconds)) {
            self.resume()
        }
    }

    // MARK: The socket

    private func watch(_ descriptor: Int32) throws(SystemError) {
        guard case .epoll(let poller) = loop.driver else {
            preconditionFailure("a simulated loop has no sockets")
        }
        try poller.watch(descriptor, for: .read, self)
    }

    private func forget(_ descriptor: Int32) {
        if case .epoll(let poller) = loop.driver { poller.forget(descriptor) }
    }

    private static func openSocket(_ address: Address) throws(SystemError) -> Int32 {
        switch address {
        case .tcp(let host, let port):
            return try SystemError.check("listen", csystem_listen_tcp(host, port, backlog))
        case .unix(let path):
            return try SystemError.check("listen", csystem_listen_unix(path, backlog))
        }
    }

    /// With port 0 the kernel chose one.
    private static func actual(_ address: Address, _ descriptor: Int32) -> Address {
        guard case .tcp(let host, 0) = address else { return address }
        return .tcp(host: host, port: UInt16(clamping: csystem_bound_port(descriptor)))
    }
}

extension Listener: Pollable {
    func becameReady(_ readiness: Readiness) {
        acceptWaiting()
    }
}
