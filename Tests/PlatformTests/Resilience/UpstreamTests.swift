import EventLoop
import HTTP
import Resilience
import Testing

@Suite struct UpstreamTests {
    @Test func `a GET that meets a 503 is sent again, a POST is not`() throws {
        let town = try Town { number in number % 2 == 1 ? .serviceUnavailable : .ok }
        try town.run { upstream in
            let read = try await upstream.send(Request(.get, "/"))
            let written = try await upstream.send(Request(.post, "/"))
            #expect(read.status == .ok)
            #expect(written.status == .serviceUnavailable)
        }
        #expect(town.requestsSeen == 3)
    }

    @Test func `a POST that its caller calls safe is sent again`() throws {
        let town = try Town { number in number == 1 ? .serviceUnavailable : .ok }
        try town.run { upstream in
            let response = try await upstream.send(Request(.post, "/"), isSafeToRepeat: true)
            #expect(response.status == .ok)
        }
    }

    @Test func `the last "not now" is given out as it came`() throws {
        let town = try Town { _ in .serviceUnavailable }
        try town.run { upstream in
            let response = try await upstream.send(Request(.get, "/"))
            #expect(response.status == .serviceUnavailable)
        }
        #expect(town.requestsSeen == 3)
    }

    @Test func `a partition opens the breaker in 2 s, healing closes it in 5, retries stay few`()
        throws
    {
        let town = try Town { _ in .ok }
        try town.run { upstream in
            let breaker = upstream.all[0].value.breaker
            try await town.load(upstream, milliseconds: 2_000)
            #expect(breaker.state == .closed)
            town.network.partition("client", "server")
            try await town.load(upstream, milliseconds: 2_000)
            #expect(breaker.opened.value > 0)
            try await town.load(upstream, milliseconds: 10_000)
            #expect(breaker.state != .closed)
            town.network.heal("client", "server")
            try await town.load(upstream, milliseconds: 5_000)
            #expect(breaker.state == .closed)
            let retries = upstream.all[0].value.retry.retries.value
            #expect(retries * 10 <= town.requestsMade + 100)
        }
    }

    @Test func `clients with impossible deadlines cannot open the breaker for all`() throws {
        let town = try Town { _ in .ok }
        try town.run { upstream in
            for _ in 0..<100 {
                var request = Request(.get, "/")
                request.deadline = town.loop.now.advanced(byNanoseconds: 1_000)
                await #expect(throws: ClientError.deadlineExceeded) {
                    try await upstream.send(request)
                }
            }
            #expect(upstream.all[0].value.breaker.state == .closed)
            let response = try await upstream.send(Request(.get, "/"))
            #expect(response.status == .ok)
        }
    }
}

/// A server that answers its n-th request as it is told, and a client with all safeguards.
private final class Town: @unchecked Sendable {
    // Sendable: all of it is on the one thread of the simulation.
    let network: MemoryNetwork
    let loop: EventLoop
    private let simulation = Simulation(seed: 11)
    private let server: Server
    private let upstream: Upstream
    private let seen = Lock(0)
    private(set) var requestsMade = 0

    var requestsSeen: Int { seen.withLock { $0 } }

    init(_ answer: @escaping @Sendable (Int) -> Status) throws {
        network = MemoryNetwork(simulation)
        loop = simulation.makeLoop(name: "client")
        let serverLoop = simulation.makeLoop(name: "server")
        let seen = seen
        let server = Server(
            loops: [serverLoop], transport: .memory(network, host: "server"), onFault: { _, _ in }
        ) { _ in
            let number = seen.withLock { seen in
                seen += 1
                return seen
            }
            return Response(answer(number))
        }
        self.server = server
        let address = Address.tcp(host: "server", port: 80)
        upstream = Upstream(
            "server",
            Client(address, loops: [loop], transport: .memory(network, host: "client")),
            loops: [loop], seed: 5)
        let opened = try simulation.run(on: serverLoop) {
            (try? server.listen(on: address)) != nil
        }
        #expect(opened)
    }

    func run(_ body: @escaping @Sendable (Upstream) async throws -> Void) throws {
        let upstream = upstream
        let failure: (any Error)? = try simulation.run(on: loop) {
            do {
                try await body(upstream)
                return nil
            } catch {
                return error
            }
        }
        if let failure { throw failure }
    }

    /// A request every 10 ms, each with 3 s to live.
    func load(_ upstream: Upstream, milliseconds: Int) async throws {
        let scope = TaskScope(loop: loop)
        for _ in 0..<milliseconds / 10 {
            requestsMade += 1
            scope.spawn {
                var request = Request(.get, "/")
                request.deadline = self.loop.now.advanced(byMilliseconds: 3_000)
                _ = try? await upstream.send(request)
            }
            try await loop.sleep(milliseconds: 10)
        }
    }
}
