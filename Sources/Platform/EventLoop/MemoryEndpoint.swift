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

        var isReset: Bool { if case .reset = self { true } else { false } }
    }

    private let network: MemoryNetwork
    let host: String
    let peerHost: String
    /// Gone when it was closed and forgotten: what is sent to it then is answered by a reset.
    weak var peer: MemoryEndpoint?
    /// The process that holds this end.
    private(set) weak var owner: EventLoop?
    private weak var stream: ByteStream?
    private var arrived: [UInt8] = []
    /// How much of `arrived` was read: taking bytes off its front would move the rest each time.
    private var readCount = 0
    private var hasEnded = false
    private var hasFinished = false
    private var isClosed = false
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
        owner = loop
        let stream = ByteStream(memory: self, on: loop)
        self.stream = stream
        send(.open(address))
        return stream
    }

    /// The server's end, in the backlog of a listener.
    func waitInBacklog(of loop: EventLoop) {
        owner = loop
    }

    /// The server's end, on the loop that the connection was dealt to.
    func accept(on loop: EventLoop) -> ByteStream {
        owner = loop
        isConnected = true
        send(.accepted)
        let stream = ByteStream(memory: self, on: loop)
        self.stream = stream
        // The client may have given up between the connection's arrival and this turn.
        if isReset || isClosed { stream.wasBroken(by: brokenBy) }
        return stream
    }

    // MARK: What the stream does

    func read(into target: UnsafeMutableRawBufferPointer) -> Int? {
        let count = min(arrived.count - readCount, target.count)
        guard count > 0 else { return hasEnded ? 0 : nil }
        arrived.withUnsafeBytes { bytes in
            let next = bytes[readCount..<readCount + count]
            target.copyMemory(from: UnsafeRawBufferPointer(rebasing: next))
        }
        readCount += count
        if readCount == arrived.count {
            arrived.removeAll(keepingCapacity: true)
            readCount = 0
        }
        send(.room(count))
        return count
    }

    /// Whether `read` would say anything but "nothing yet".
    var hasArrivals: Bool { readCount < arrived.count || hasEnded }

    func write(_ bytes: UnsafeRawBufferPointer) throws(SystemError) -> Int {
        guard !hasFinished else { throw SystemError(call: "send", code: EPIPE) }
        let count = min(bytes.count, isConnected ? room : 0)
        guard count > 0 else { return 0 }
        room -= count
        send(.bytes(Array(bytes[..<count])))
        return count
    }

    func finishWriting() {
        guard !hasFinished else { return }
        send(.end)
        hasFinished = true
        if hasEnded { tell(.broken) }
    }

    func close() {
        // Closing with unread bytes resets, as a kernel does.
        if !isConnected || !arrived.isEmpty {
            send(.reset)
        } else if !hasFinished {
            send(.end)
        }
        isClosed = true
        stream = nil
        network.forget(self)
    }

    // MARK: The wire

    func send(_ message: Message) {
        guard !isReset, !isClosed || message.isReset else { return }
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
        guard !network.isCut(host, peerHost) else { return network.hold(self) }
        let message = underWay.removeFirst().message
        if let peer {
            peer.handle(message)
        } else if case .bytes = message {
            let answer = network.simulation.now.advanced(byNanoseconds: network.drawLatency())
            network.simulation.schedule(at: answer) { self.wasReset() }
        }
        awaitDelivery()
    }

    /// After a partition: the sender notices when it next tries.
    func tryAgain(in nanoseconds: UInt64) {
        underWay[0].due = network.simulation.now.advanced(byNanoseconds: nanoseconds)
        awaitDelivery()
    }

    private func handle(_ message: Message) {
        switch message {
        case .open(let address): network.arrived(address, at: self)
        case .accepted:
            isConnected = true
            tell(.write)
        case .bytes(let bytes):
            guard !isClosed else { return send(.reset) }
            arrived += bytes
            tell(.read)
        case .end:
            hasEnded = true
            tell(hasFinished ? [.read, .peerFinished, .broken] : [.read, .peerFinished])
        case .room(let count):
            room += count
            tell(.write)
        case .reset: wasReset()
        }
    }

    func wasReset() {
        isReset = true
        guard let stream else { return }
        let error = brokenBy
        stream.loop.execute { stream.wasBroken(by: error) }
    }

    private var brokenBy: SystemError {
        isConnected
            ? SystemError(call: "recv", code: ECONNRESET)
            : SystemError(call: "connect", code: ECONNREFUSED)
    }

    private func tell(_ readiness: Readiness) {
        guard let stream else { return }
        stream.loop.execute { stream.becameReady(readiness) }
    }
}
