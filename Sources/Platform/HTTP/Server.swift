public import EventLoop
import Glibc

public typealias Handler = @Sendable (Request) async throws -> Response

/// A middleware is a function from a handler to a handler.
public typealias Middleware = @Sendable (@escaping Handler) -> Handler

/// An HTTP/1.1 server over all loops of a process: one accepts and deals connections round, each
/// loop serves its own, a task a connection.
public final class Server: @unchecked Sendable {
    // Sendable: `listener` is touched only on the first loop; all else is constant.
    private let transport: Transport
    private let limits: ServerLimits
    private let lanes: [ServerLane]
    private var listener: Listener?
    private var nextLane = 0

    /// `onFault` hears of every error that became a 500, or that cut a response short.
    public init(
        loops: [EventLoop], transport: Transport = .sockets, limits: ServerLimits = ServerLimits(),
        onFault: @escaping @Sendable (Request?, any Error) -> Void, handler: @escaping Handler
    ) {
        precondition(!loops.isEmpty, "a server needs a loop")
        self.transport = transport
        self.limits = limits
        lanes = loops.map {
            ServerLane(loop: $0, limits: limits, handler: handler, onFault: onFault)
        }
    }

    private var first: EventLoop { lanes[0].loop }

    /// Where it listens; with port 0 asked for, the one the kernel chose.
    public var address: Address? { listener?.address }

    // MARK: Starting

    /// Opens `address` and serves it. Call it on the first loop.
    public func listen(on address: Address) throws(SystemError) {
        listener = try transport.listen(
            on: address, loop: first, dealingTo: lanes.map(\.loop),
            mostConnections: limits.connections, serve: serve)
    }

    /// Serves a socket that is already listening, such as one of `InheritedSockets`.
    public func listen(inheriting descriptor: Int32) throws(SystemError) {
        listener = try Listener(
            inheriting: descriptor, address: .tcp(host: "inherited", port: 0), loop: first,
            dealingTo: lanes.map(\.loop), mostConnections: limits.connections, serve: serve)
    }

    private func serve(_ stream: ByteStream) {
        lane(of: stream.loop).serve(stream) { [weak self] in self?.listener?.connectionEnded() }
    }

    /// Goes on with a connection that another process, or server, has begun.
    public func adopt(_ descriptor: Int32, alreadyRead bytes: [UInt8]) {
        first.assertIsCurrent()
        let lane = lanes[nextLane]
        nextLane = (nextLane + 1) % lanes.count
        lane.adopt(descriptor, alreadyRead: bytes)
    }

    /// Takes over every connection that comes through `channel`, until its sender finishes.
    public func adoptAll(from channel: DescriptorChannel) async throws(StreamError) {
        while let (descriptor, bytes) = try await channel.receive() {
            adopt(descriptor, alreadyRead: bytes)
            try await channel.sayTaken()
        }
    }

    private func lane(of loop: EventLoop) -> ServerLane {
        for lane in lanes where lane.loop === loop { return lane }
        preconditionFailure("a connection came on a loop that is not the server's")
    }

    // MARK: Stopping

    /// Stops accepting, lets running requests finish, closes; after `deadline` by force. A handler
    /// that ignores even its cancellation is left behind.
    ///
    /// `keepingSocket` leaves the listening socket open, for the process that has it too.
    public func drain(by deadline: Instant, keepingSocket: Bool = false) async {
        stopListening(keepingSocket: keepingSocket)
        await onEveryLane { lane in
            lane.drain()
            await lane.end(by: deadline)
        }
    }

    /// Stops accepting and gives every connection to whoever reads the other end of `channel`, each
    /// as soon as it is between two requests, so that no client sees one close.
    ///
    /// When the other end fails, the connections that were not taken are served on, and the socket is
    /// accepted from again.
    public func handOver(through channel: DescriptorChannel) async throws(StreamError) {
        listener?.suspend()
        let handover = Handover(loop: first)
        let lanes = self.lanes
        let scope = TaskScope(loop: first)
        scope.spawn {
            await self.onEveryLane { lane in
                lane.handOver(to: handover)
                await lane.scope.drained()
            }
            handover.finish()
        }
        do throws(StreamError) {
            while let (descriptor, bytes) = await handover.next() {
                handover.inHand = (descriptor, bytes)
                try await channel.send(descriptor, with: bytes)
                try await channel.waitUntilTaken()
                handover.inHand = nil
                close(descriptor)
            }
            stopListening(keepingSocket: true)
        } catch {
            for lane in lanes { lane.loop.execute { lane.stopHandingOver() } }
            for (descriptor, bytes) in handover.abandon() { adopt(descriptor, alreadyRead: bytes) }
            listener?.acceptAgain()
            throw error
        }
    }

    private func stopListening(keepingSocket: Bool) {
        first.assertIsCurrent()
        listener?.close(keepingOpen: keepingSocket)
        listener = nil
    }

    /// Runs `body` on each lane's own loop and returns when all have.
    private func onEveryLane(_ body: @escaping @Sendable (ServerLane) async -> Void) async {
        await withTaskGroup(of: Void.self) { group in
            for lane in lanes {
                group.addTask(executorPreference: lane.loop) { await body(lane) }
            }
        }
    }
}
