import EventLoop
import HTTP

/// A server whose every connection follows a script: for what a proper server would never do.
final class ScriptedServer: Sendable {
    typealias Script = @Sendable (PlainWire, _ number: Int) async throws -> Void

    let address: Address
    /// How many connections have come, and how many of them the script has ended with.
    let arrived: Record<Int>
    let ended: Record<Int>
    let world: World

    private init(_ address: Address, _ arrived: Record<Int>, _ ended: Record<Int>, _ world: World) {
        self.address = address
        self.arrived = arrived
        self.ended = ended
        self.world = world
    }

    /// The script runs with the connection's number, from zero; the connection closes behind it.
    static func start(
        in world: World, as host: String = "server", _ script: @escaping Script
    ) async throws -> ScriptedServer {
        let arrived = Record<Int>()
        let ended = Record<Int>()
        let wanted = world.freeAddress(of: host)
        let loop = world.loop(of: host)
        let address = try await on(loop) {
            let listener = try world.transport(of: host).listen(
                on: wanted, loop: loop, dealingTo: [loop], mostConnections: 1_000
            ) { stream in
                let number = arrived.count
                arrived.add(number)
                TaskScope(loop: stream.loop).spawn {
                    let wire = PlainWire(stream)
                    try? await script(wire, number)
                    stream.close()
                    ended.add(number)
                }
            }
            return listener.address
        }
        return ScriptedServer(address, arrived, ended, world)
    }

    func client(_ limits: ClientLimits = ClientLimits()) -> Client {
        Client(
            address, loops: [world.client], transport: world.transport(of: "client"),
            limits: limits)
    }
}

extension Client {
    func get(_ path: StaticString = "/") async throws(ClientError) -> Response {
        try await send(Request(.get, path))
    }

    /// The whole body of an answer to GET, as text.
    func text(_ path: StaticString = "/") async throws -> String {
        let body = try await get(path).body.collect(upToBytes: 1 << 24)
        return String(decoding: body, as: UTF8.self)
    }
}
