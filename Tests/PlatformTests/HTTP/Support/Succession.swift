import CSystem
import EventLoop
import Glibc
import HTTP

/// Two servers of one listening socket, on loops of their own, and the channel over which the old
/// one gives its connections to the new.
final class Succession: Sendable {
    let old: Server
    let new: Server
    let port: UInt16
    private let socket: Int32
    private let world: World
    private let ends: (old: Int32, new: Int32)

    init(in world: World, handler: @escaping @Sendable (String) -> Handler) throws {
        self.world = world
        socket = try SystemError.check("listen", csystem_listen_tcp("127.0.0.1", 0, 1_000))
        port = UInt16(csystem_bound_port(socket))
        ends = try DescriptorChannel.pair()
        old = Server(loops: [world.server], onFault: { _, _ in }, handler: handler("old"))
        new = Server(loops: [world.third], onFault: { _, _ in }, handler: handler("new"))
    }

    var address: Address { .tcp(host: "127.0.0.1", port: port) }

    func startOld() async throws {
        try await on(world.server) { try self.old.listen(inheriting: self.socket) }
    }

    /// What the new process does: listens, and takes over what comes, at most so many.
    func takeOver(atMost most: Int = .max) async throws {
        try await on(world.third) {
            if most > 0 { try self.new.listen(inheriting: self.socket) }
            let stream = try ByteStream(adopting: self.ends.new, on: self.world.third)
            defer { stream.close() }
            let channel = DescriptorChannel(stream)
            if most == .max { return try await self.new.adoptAll(from: channel) }
            for _ in 0..<most {
                guard let (descriptor, bytes) = try await channel.receive() else { return }
                self.new.adopt(descriptor, alreadyRead: bytes)
                try await channel.sayTaken()
            }
        }
    }

    /// What the old process does.
    func handOver() async throws {
        try await on(world.server) {
            let stream = try ByteStream(adopting: self.ends.old, on: self.world.server)
            defer { stream.close() }
            try await self.old.handOver(through: DescriptorChannel(stream))
        }
    }

    func drainBoth() async throws {
        for (server, loop) in [(old, world.server), (new, world.third)] {
            try await on(loop) {
                await server.drain(
                    by: loop.now.advanced(byMilliseconds: 2_000), keepingSocket: true)
            }
        }
        close(socket)
    }
}
