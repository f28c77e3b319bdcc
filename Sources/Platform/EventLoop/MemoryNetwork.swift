import Glibc

/// The network of a simulation: hosts by name, streams with latency, partitions, and nothing real.
///
/// It behaves as TCP shows itself to programs: bytes come in order or not at all. What a real
/// network loses, TCP sends again, so loss is more delay here; a connection that is cut is reset.
public final class MemoryNetwork: @unchecked Sendable {
    // Sendable: it lives on the one thread of its simulation.

    private struct Pair: Hashable {
        let one: String
        let other: String
        init(_ left: String, _ right: String) {
            one = min(left, right)
            other = max(left, right)
        }
    }

    /// How much of a stream may be under way or unread, each direction.
    static let windowBytes = 65_536
    static let retransmitNanoseconds: UInt64 = 10_000_000

    let simulation: Simulation
    /// One way, drawn anew for each message.
    public var latencyNanoseconds: ClosedRange<UInt64> = 10_000...60_000
    /// The part of the messages that is lost once and comes one retransmission later.
    public var lossPercent = 0
    private var listeners: [Address: Listener] = [:]
    private var partitions: Set<Pair> = []
    private var endpoints: [MemoryEndpoint] = []
    /// Those with messages that wait for a partition to heal.
    private var held: [MemoryEndpoint] = []

    public init(_ simulation: Simulation) {
        self.simulation = simulation
        simulation.onCrash { [weak self] loop in self?.crashed(loop) }
    }

    /// Until `heal`, nothing passes between the two; what is sent waits.
    public func partition(_ left: String, _ right: String) {
        partitions.insert(Pair(left, right))
    }

    public func heal(_ left: String, _ right: String) {
        partitions.remove(Pair(left, right))
        let waiting = held
        held = []
        for endpoint in waiting {
            if isCut(endpoint.host, endpoint.peerHost) {
                held.append(endpoint)
            } else {
                let wait = UInt64.random(
                    in: 0...Self.retransmitNanoseconds, using: &simulation.random)
                endpoint.tryAgain(in: wait)
            }
        }
    }

    /// Cuts every connection between the two, as a middlebox that forgot them would.
    public func cutConnections(_ left: String, _ right: String) {
        let pair = Pair(left, right)
        for endpoint in endpoints where Pair(endpoint.host, endpoint.peerHost) == pair {
            endpoint.wasReset()
        }
    }

    // MARK: Connections

    func listen(_ listener: Listener) throws(SystemError) {
        guard listeners[listener.address] == nil else {
            throw SystemError(call: "listen", code: EADDRINUSE)
        }
        listeners[listener.address] = listener
    }

    func stopListening(on address: Address) {
        listeners[address] = nil
    }

    /// The client's end of a connection that is being made; it is writable once that has happened.
    func connect(from host: String, to address: Address, on loop: EventLoop) -> ByteStream {
        let client = MemoryEndpoint(network: self, host: host, peerHost: address.host)
        let server = MemoryEndpoint(network: self, host: address.host, peerHost: host)
        client.peer = server
        server.peer = client
        endpoints.append(client)
        endpoints.append(server)
        return client.open(address, on: loop)
    }

    func arrived(_ address: Address, at server: MemoryEndpoint) {
        guard let listener = listeners[address] else { return server.close() }
        server.waitInBacklog(of: listener.loop)
        listener.loop.execute { listener.deal(server) }
    }

    func forget(_ endpoint: MemoryEndpoint) {
        endpoints.removeAll { $0 === endpoint }
    }

    private func crashed(_ loop: EventLoop) {
        listeners = listeners.filter { $0.value.loop !== loop }
        for endpoint in endpoints where endpoint.owner === loop { endpoint.close() }
    }

    // MARK: Delivery

    func hold(_ endpoint: MemoryEndpoint) {
        held.append(endpoint)
    }

    func isCut(_ left: String, _ right: String) -> Bool {
        partitions.contains(Pair(left, right))
    }

    func drawLatency() -> UInt64 {
        let flight = UInt64.random(in: latencyNanoseconds, using: &simulation.random)
        let isLost = Int.random(in: 0..<100, using: &simulation.random) < lossPercent
        return isLost ? flight + Self.retransmitNanoseconds : flight
    }
}

extension Address {
    /// In a simulated network a Unix socket is a host of its own.
    fileprivate var host: String {
        switch self {
        case .tcp(let host, _): host
        case .unix(let path): path
        }
    }
}
