import Glibc

/// One end of a stream in a `MemoryNetwork`: what has arrived, and what is under way to the peer.
final class MemoryEndpoint: @unchecked Sendable {
    // Sendable: it lives on the one thread of its simulation.
    enum Message {
        case open(Address)
        case accepted
        case bytes([UInt8])
        case end
        case room(Int)
        case reset
    }

    private let network: MemoryNetwork
    let host: String
    let peerHost: String
    weak var peer: MemoryEndpoint?
    private(set) weak var stream: ByteStream?
    private var arrived: [UInt8] = []
    private var hasEnded = false
    private var isReset = false
    private(set) var isConnected = false
    /// How much more may be sent before the peer has read something.
    private var room = MemoryNetwork.windowBytes
    private var underWay: [(due: Instant, message: Message)] = []

    init(network: MemoryNetwork, host: String, peerHost: String) {
        self.network = network
        self.host = host
        self.peerHost = peerHost
    }

    /// The client's end, before the server has answered.
    func open(_ address: Address, on loop: EventLoop) -> ByteStream {
        let stream = ByteStream(memory: self, on: loop)
        self.stream = stream
        send(.open(address))
        return stream
    }

    /// The server's end, on the loop that the connection was dealt to.
    func accept(on loop: EventLoop) -> ByteStream {
        isConnected = true
        send(.accepted)
        let stream = ByteStream(memory: self, on: loop)
        self.stream = stream
        // The client may have given up between the connection's arrival and this turn.
        if hasEnded { stream.becameReady(.read) }
        return stream
    }

    // MARK: What the stream does

    func read(into target: UnsafeMutableRawBufferPointer) -> Int? {
        guard !arrived.isEmpty else { return hasEnded ? 0 : nil }
        let count = min(arrived.count, target.count)
        arrived.withUnsafeBytes {
            target.copyMemory(from: UnsafeRawBufferPointer(rebasing: $0[..<count]))
        }
        arrived.removeFirst(count)
        send(.room(count))
        return count
    }

    func write(_ bytes: UnsafeRawBufferPointer) -> Int {
        let count = min(bytes.count, isConnected ? room : 0)
        guard count > 0 else { return 0 }
        room -= count
        send(.bytes(Array(bytes[..<count])))
        return count
    }

    func finishWriting() {
        send(.end)
    }

    func close() {
        // Closing with unread bytes resets, as a kernel does.
        send(arrived.isEmpty && isConnected ? .end : .reset)
        stream = nil
        network.forget(self)
    }

    // MARK: The wire

    func send(_ message: Message) {
        guard !isReset else { return }
        let earliest = network.simulation.now.advanced(byNanoseconds: network.drawLatency())
        let due = max(earliest, underWay.last?.due ?? earliest)
        underWay.append((due, message))
        if underWay.count == 1 { awaitDelivery() }
    }

    private func awaitDelivery() {
        guard let first = underWay.first else { return }
        network.simulation.schedule(at: first.due) { self.deliver() }
    }

    private func deliver() {
        guard !underWay.isEmpty else { return }
        if network.isCut(host, peerHost) {
            let later = network.simulation.now.advanced(
                byNanoseconds: MemoryNetwork.retransmitNanoseconds)
            underWay[0].due = later
        } else {
            let message = underWay.removeFirst().message
            if let peer { peer.handle(message) } else { peerIsGone(message) }
        }
        awaitDelivery()
    }

    /// Nobody holds the other end any more: its kernel resets whoever still sends.
    private func peerIsGone(_ message: Message) {
        guard case .bytes = message else { return }
        let answer = network.simulation.now.advanced(byNanoseconds: network.drawLatency())
        network.simulation.schedule(at: answer) { self.wasReset() }
    }

    private func handle(_ message: Message) {
        switch message {
        case .open(let address): network.arrived(address, at: self)
        case .accepted:
            isConnected = true
            tell(.write)
        case .bytes(let bytes):
            guard stream != nil else { return send(.reset) }
            arrived += bytes
            tell(.read)
        case .end:
            hasEnded = true
            tell([.read, .peerFinished])
        case .room(let count):
            room += count
            tell(.write)
        case .reset: wasReset()
        }
    }

    func wasReset() {
        isReset = true
        hasEnded = true
        guard let stream else { return }
        stream.loop.execute { stream.wasReset() }
    }

    private func tell(_ readiness: Readiness) {
        guard let stream else { return }
        stream.loop.execute { stream.becameReady(readiness) }
    }
}
