import Edge
import EventLoop
import HTTP
import Identity
import JSON
import Kernel
import PublicAPI
import PublicDoor
import Testing

/// The typed client against the typed door, with a server and a wire between them.
@Suite struct PublicClientTests {
    private func calling<Result: Sendable>(
        _ body: @escaping @Sendable (PublicClient) async throws -> Result
    ) throws -> Result {
        let simulation = Simulation(seed: 3)
        let network = MemoryNetwork(simulation)
        let front = simulation.makeLoop(name: "front")
        let loop = simulation.makeLoop(name: "client")
        let address = Address.tcp(host: "front", port: 80)
        let server = try simulation.run(on: front) {
            Swift.Result {
                let check = TokenCheck<Caller>(Tokens.verifier, realm: PublicDoor.realm)
                let server = Server(
                    loops: [front], transport: .memory(network, host: "front"),
                    onFault: { _, error in Issue.record(error) },
                    handler: ExampleDoor.open(check).finish().handler)
                try server.listen(on: address)
                return server
            }
        }.get()
        let outcome: Swift.Result<Result, any Error> = try simulation.run(on: loop) {
            let client = Client(
                address, loops: [loop], transport: .memory(network, host: "client"))
            let token = Tokens.signer.sign(
                Caller(member: .example, role: .customer),
                atUnixSeconds: loop.unixMilliseconds / 1_000, lifetimeSeconds: 600)
            do {
                return .success(try await body(PublicClient(client, token: token)))
            } catch {
                return .failure(error)
            }
        }
        withExtendedLifetime(server) {}
        return try outcome.get()
    }

    @Test func `an answer comes back as its type`() throws {
        try calling { api in
            let placed = try await api.call(
                PublicAPI.placeOrder, OrderForm.examples[0],
                .init(idempotencyKey: "k", waitSeconds: 2, after: "v-1"))
            #expect(placed.answer == OrderView.examples[0])
            let store = try await api.call(PublicAPI.store, .example)
            #expect(store.answer == StoreView.examples[0])
            let page = try await api.call(
                PublicAPI.listing, query: ListingQuery.examples[1])
            #expect(page.answer.items == ListedStoreView.examples)
        }
    }

    @Test func `a problem comes back as what it is`() throws {
        try calling { api in
            let error = await #expect(throws: PublicProblem.self) {
                try await api.call(PublicAPI.audit)
            }
            #expect(error?.status == 403)
            #expect(error?.known == .forbidden)
        }
    }
}
