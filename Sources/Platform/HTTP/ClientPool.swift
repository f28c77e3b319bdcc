import EventLoop

/// The connections of a client on one loop, and those who wait for one.
final class ClientPool: @unchecked Sendable {
    // Sendable: touched only on `loop`.

    /// A call listens for its cancellation at the second round that it sees: after 5 ms at most.
    private static let roundNanoseconds: UInt64 = 2_500_000

    let loop: EventLoop
    let limits: ClientLimits
    let buffers: BufferPool
    let host: [UInt8]
    let scope: TaskScope
    private let address: Address
    private let transport: Transport
    private var idle: [ClientConnection] = []
    /// Those that are connected, idle or in use.
    private var connected: [ClientConnection] = []
    /// With those that are still connecting.
    private var openCount = 0
    private var waiters: [PoolWaiter] = []
    /// Connections, or room for them, given to waiters who have not yet run to take them.
    private var promised = 0
    private var isClosed = false
    private var round: Timer?
    /// Where requests are put together.
    let output = OutputBuffer()

    init(_ address: Address, loop: EventLoop, transport: Transport, limits: ClientLimits) {
        self.address = address
        self.loop = loop
        self.transport = transport
        self.limits = limits
        buffers = BufferPool(capacity: limits.head.bufferBytes)
        scope = TaskScope(loop: loop)
        switch address {
        case .tcp: host = Array(address.description.utf8)
        case .unix: host = Array("localhost".utf8)
        }
    }

    /// An idle connection, if there is one and nobody waits for it.
    func acquireKept() -> ClientConnection? {
        room > 0 ? takeIdle() : nil
    }

    /// An idle connection or a new one, after a wait if there are no more to be had.
    func acquire(
        by deadline: Instant, onlyFresh: Bool = false
    ) async throws(ClientError) -> ClientConnection {
        if room <= 0 {
            try await waitForRoom(until: deadline)
            promised -= 1
        }
        if !onlyFresh, let kept = takeIdle() { return kept }
        if openCount >= limits.connections { idle.first?.close() }
        return try await open(by: deadline)
    }

    /// How many more calls can be made now: all connections but those in use or promised.
    private var room: Int { limits.connections - openCount + idle.count - promised }

    /// The one used last is the least likely to have been closed.
    private func takeIdle() -> ClientConnection? {
        while let connection = idle.popLast() {
            if connection.isUsable { return connection }
            connection.close()
        }
        return nil
    }

    private func open(by deadline: Instant) async throws(ClientError) -> ClientConnection {
        openCount += 1
        let limit = loop.now.advanced(byMilliseconds: limits.connectMilliseconds)
        do throws(StreamError) {
            let stream = try await transport.connect(
                to: address, on: loop, by: min(limit, deadline))
            let connection = ClientConnection(stream, pool: self)
            connected.append(connection)
            return connection
        } catch {
            makeRoom()
            switch error {
            case .timedOut: throw limit <= deadline ? .connectTimedOut : .deadlineExceeded
            case .cancelled: throw .cancelled
            case .closed, .system: throw .cannotConnect(error)
            }
        }
    }

    func giveBack(_ connection: ClientConnection) {
        guard !isClosed else { return connection.close() }
        idle.append(connection)
        wakeOne()
    }

    func hasClosed(_ connection: ClientConnection) {
        connected.removeAll { $0 === connection }
        idle.removeAll { $0 === connection }
        makeRoom()
    }

    /// A connection is gone: there is room for another.
    private func makeRoom() {
        openCount -= 1
        wakeOne()
    }

    func closeIdle() {
        isClosed = true
        for connection in idle { connection.close() }
    }

    // MARK: Rounds

    /// A call has begun that does not listen for its cancellation. One timer looks after all of them:
    /// one for each would be set and go off thousands of times a second.
    func watchCalls() {
        guard round == nil else { return }
        let next = loop.now.advanced(byNanoseconds: Self.roundNanoseconds)
        round = loop.schedule(at: next) { self.goRound() }
    }

    private func goRound() {
        round = nil
        var isNeeded = false
        for connection in connected {
            if connection.isStillDeafAfterRound() { isNeeded = true }
        }
        if isNeeded { watchCalls() }
    }

    // MARK: Waiting

    private func waitForRoom(until deadline: Instant) async throws(ClientError) {
        guard waiters.count < limits.waiting else { throw .tooManyWaiting }
        let waiter = PoolWaiter()
        waiters.append(waiter)
        let timer = loop.schedule(at: deadline) { waiter.finish(.deadlineExceeded) }
        let loop = self.loop
        await withTaskCancellationHandler {
            await waiter.wait()
        } onCancel: {
            loop.execute { waiter.finish(.cancelled) }
        }
        loop.cancel(timer)
        if let failure = waiter.failure {
            waiters.removeAll { $0 === waiter }
            throw failure
        }
    }

    /// First come, first served.
    private func wakeOne() {
        while room > 0, !waiters.isEmpty {
            if waiters.removeFirst().finish(nil) { promised += 1 }
        }
    }
}

/// Somebody who waits for a connection.
private final class PoolWaiter: @unchecked Sendable {
    // Sendable: touched only on the loop of its pool.
    private var continuation: UnsafeContinuation<Void, Never>?
    private var isFinished = false
    private(set) var failure: ClientError?

    func wait() async {
        await withUnsafeContinuation { continuation in
            if isFinished { continuation.resume() } else { self.continuation = continuation }
        }
    }

    /// False when something else had ended the wait before.
    @discardableResult
    func finish(_ failure: ClientError?) -> Bool {
        guard !isFinished else { return false }
        isFinished = true
        self.failure = failure
        continuation?.resume()
        continuation = nil
        return true
    }
}
