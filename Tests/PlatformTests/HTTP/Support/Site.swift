import EventLoop
import HTTP

/// A server under test, what it serves, and the faults it reported.
struct Site: Sendable {
    let server: Server
    let address: Address
    let faults: Record<String>
    let world: World

    /// A raw connection to it, from the client's loop.
    func connect() async throws -> PlainWire {
        try await PlainWire(world, to: address)
    }

    func client(_ limits: ClientLimits = ClientLimits()) -> Client {
        Client(
            address, loops: [world.client], transport: world.transport(of: "client"),
            limits: limits)
    }

    func drain(withinMilliseconds limit: Int) async throws {
        let server = self.server
        let loop = world.server
        try await on(loop) { await server.drain(by: loop.now.advanced(byMilliseconds: limit)) }
    }
}

extension World {
    /// Starts a server on the loop of its host.
    func serve(
        _ limits: ServerLimits = ServerLimits(), as host: String = "server",
        handler: @escaping Handler
    ) async throws -> Site {
        let faults = Record<String>()
        let loop = loop(of: host)
        let server = Server(
            loops: [loop], transport: transport(of: host), limits: limits,
            onFault: { _, error in faults.add("\(error)") }, handler: handler)
        let wanted = freeAddress(of: host)
        let address = try await on(loop) {
            try server.listen(on: wanted)
            return server.address ?? wanted
        }
        return Site(server: server, address: address, faults: faults, world: self)
    }
}

/// What happened, in its order, told from any loop.
final class Record<Element: Sendable>: Sendable {
    private let kept = Lock<[Element]>([])

    var all: [Element] { kept.withLock { $0 } }
    var count: Int { all.count }

    func add(_ element: Element) {
        kept.withLock { $0.append(element) }
    }
}
