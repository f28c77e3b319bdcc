import Edge
import EventLoop
import HTTP
import Identity
import Kernel
import PublicAPI
import Testing

@testable import PublicDoor

/// Who may call what, by the contract: each endpoint, asked by everybody there is.
@Suite struct WhoMayTests {
    private func ask(
        _ endpoint: EndpointShape, _ token: @escaping @Sendable (Front) -> String?
    ) throws -> FrontAnswer {
        try Front.run({ ExampleDoor.open($0).finish() }) { front in
            try await front.ask(Request(endpoint, token: token(front)))
        }
    }

    private static let closed = PublicAPI.all.filter { $0.facts.access != .anyone }
    private static let open = PublicAPI.all.filter { $0.facts.access == .anyone }

    @Test(arguments: closed, Role.allCases)
    func `a role opens what the contract gives it, and nothing else`(
        endpoint: EndpointShape, role: Role
    ) throws {
        let answer = try ask(endpoint) { $0.token(role) }
        if endpoint.facts.access.roles.contains(role) {
            #expect(answer.status == endpoint.facts.status)
        } else {
            #expect(answer.status == 403)
            #expect(answer.code == "forbidden")
        }
    }

    @Test(arguments: closed)
    func `a stranger is asked who he is`(endpoint: EndpointShape) throws {
        let answer = try ask(endpoint) { _ in nil }
        #expect(answer.status == 401)
        #expect(answer.code == "token-missing")
        #expect(answer.fields[.wwwAuthenticate] == #"Bearer realm="baedal""#)
    }

    @Test(arguments: closed)
    func `a forged token opens nothing`(endpoint: EndpointShape) throws {
        let answer = try ask(endpoint) { front in
            Tokens.forger.sign(
                Caller(member: .example, role: .operator),
                atUnixSeconds: front.loop.unixMilliseconds / 1_000, lifetimeSeconds: 600)
        }
        #expect(answer.status == 401)
        #expect(answer.code == "token-invalid")
    }

    @Test(arguments: open)
    func `an open door asks nobody`(endpoint: EndpointShape) throws {
        #expect(try ask(endpoint) { _ in nil }.status == endpoint.facts.status)
        #expect(try ask(endpoint) { _ in "nonsense" }.status == endpoint.facts.status)
    }

    /// Whether a store exists is nothing that a stranger learns by trying identifiers.
    @Test func `who calls is asked before what for`() throws {
        try Front.run({ ExampleDoor.open($0).finish() }) { front in
            let stranger = try await front.ask(Request(.get, "/v1/orders/nonsense"))
            #expect(stranger.code == "token-missing")
            let rider = try await front.ask(
                Request(.get, "/v1/orders/nonsense", token: front.token(.rider)))
            #expect(rider.code == "forbidden")
            let customer = try await front.ask(
                Request(.get, "/v1/orders/nonsense", token: front.token(.customer)))
            #expect(customer.code == "order-not-found")
        }
    }
}
