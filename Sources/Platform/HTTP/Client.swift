public import EventLoop

/// An HTTP/1.1 client of one target, with a pool of keep-alive connections on each loop: a call
/// stays on the loop of the task that makes it.
public final class Client: Sendable {
    public let address: Address
    private let limits: ClientLimits
    private let pools: [ClientPool]

    public init(
        _ address: Address, loops: [EventLoop], transport: Transport = .sockets,
        limits: ClientLimits = ClientLimits()
    ) {
        self.address = address
        self.limits = limits
        pools = loops.map {
            ClientPool(address, loop: $0, transport: transport, limits: limits)
        }
    }

    /// Sends a request and returns when the head of the response is there. Its body may still be
    /// on the way, and counts against the same deadline; a stream of events may last for longer.
    ///
    /// A request that may be repeated is sent once more when a kept connection turns out to have
    /// been closed by the server meanwhile.
    public func send(_ request: Request) async throws(ClientError) -> Response {
        let pool = currentPool
        let deadline =
            request.deadline ?? pool.loop.now.advanced(byMilliseconds: limits.totalMilliseconds)
        guard deadline > pool.loop.now else { throw .deadlineExceeded }
        guard !Task.isCancelled else { throw .cancelled }
        var connection: ClientConnection
        if let kept = pool.acquireKept() {
            connection = kept
        } else {
            connection = try await pool.acquire(by: deadline)
        }
        var mayBeStale = connection.hasBeenUsed
        while true {
            do throws(ClientError) {
                return try await connection.exchange(request, by: deadline)
            } catch .connectionLost where mayBeStale && mayRepeat(request) {
                connection = try await pool.acquire(by: deadline, onlyFresh: true)
                mayBeStale = false
            }
        }
    }

    /// Closes the connections that are not in use; those in use close when they are done.
    public func close() async {
        for pool in pools {
            pool.loop.execute { pool.closeIdle() }
        }
    }

    private func mayRepeat(_ request: Request) -> Bool {
        if case .stream = request.body { return false }
        return request.method.isIdempotent
    }

    private var currentPool: ClientPool {
        for index in pools.indices where pools[index].loop.isCurrent { return pools[index] }
        preconditionFailure("a request is sent from a loop that the client was made for")
    }
}
