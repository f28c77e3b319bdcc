import CSystem
import Glibc

/// Where connections come from and go to: real sockets, or a simulated network.
///
/// This is the whole seam between a service and the network. It is an enum and not a protocol: there
/// are two, both ours, and the compiler sees through it.
public enum Transport: Sendable {
    case sockets
    case memory(MemoryNetwork, host: String)

    /// Opens `address` and serves each connection on one of `loops`, dealt round by `loop`.
    public func listen(
        on address: Address, loop: EventLoop, dealingTo loops: [EventLoop], mostConnections: Int,
        serve: @escaping @Sendable (ByteStream) -> Void
    ) throws(SystemError) -> Listener {
        switch self {
        case .sockets:
            return try Listener(
                on: address, loop: loop, dealingTo: loops, mostConnections: mostConnections,
                serve: serve)
        case .memory(let network, _):
            let listener = Listener(
                memory: network, address: address, loop: loop, dealingTo: loops,
                mostConnections: mostConnections, serve: serve)
            try network.listen(listener)
            return listener
        }
    }

    /// Connects, on the loop of the calling task, or throws `timedOut` or `cancelled`.
    public func connect(
        to address: Address, on loop: EventLoop, by deadline: Instant
    ) async throws(StreamError) -> ByteStream {
        loop.assertIsCurrent()
        let stream = try await begin(address, on: loop, by: deadline)
        let timer = loop.schedule(at: deadline) { stream.close(.timedOut) }
        defer { loop.cancel(timer) }
        do throws(StreamError) {
            try await withTaskCancellationHandler {
                await Self.open(stream)
            } onCancel: {
                loop.execute { stream.close(.cancelled) }
            }.get()
            if let socket = stream.socket {
                let outcome = csystem_socket_error(socket)
                if outcome < 0 { throw .system(SystemError(call: "connect", code: -outcome)) }
            }
        } catch {
            stream.close(error)
            throw error
        }
        return stream
    }

    private static func open(_ stream: ByteStream) async -> Result<Void, StreamError> {
        do throws(StreamError) {
            return .success(try await stream.waitUntilWritable())
        } catch {
            return .failure(error)
        }
    }

    private func begin(
        _ address: Address, on loop: EventLoop, by deadline: Instant
    ) async throws(StreamError) -> ByteStream {
        switch (self, address) {
        case (.memory(let network, let host), _):
            return network.connect(from: host, to: address, on: loop)
        case (.sockets, .tcp(let host, let port)):
            return try adopt(csystem_connect_tcp(host, port), on: loop)
        case (.sockets, .unix(let path)):
            return try adopt(await connectUnix(path, on: loop, by: deadline), on: loop)
        }
    }

    /// When the backlog is full TCP tries again by itself; a Unix socket says EAGAIN.
    private func connectUnix(
        _ path: String, on loop: EventLoop, by deadline: Instant
    ) async throws(StreamError) -> Int32 {
        while true {
            let answer = csystem_connect_unix(path)
            guard answer == -EAGAIN else { return answer }
            guard loop.now < deadline else { throw .timedOut }
            do throws(CancellationError) {
                try await loop.sleep(milliseconds: 1)
            } catch {
                throw .cancelled
            }
        }
    }

    private func adopt(_ answer: Int32, on loop: EventLoop) throws(StreamError) -> ByteStream {
        do throws(SystemError) {
            let descriptor = try SystemError.check("connect", answer)
            return try ByteStream(adopting: descriptor, on: loop, isConnecting: true)
        } catch {
            throw .system(error)
        }
    }
}
