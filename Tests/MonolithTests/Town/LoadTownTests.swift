import EventLoop
import HTTP
import JSON
import Kernel
import PublicAPI
import PublicDoor
import Runtime
import Testing

@testable import MonolithMain

@Suite struct LoadTownTests {
    /// What was answered, and with which status.
    private func load(_ body: String, in town: Town, token: String?) async throws -> (Int, JSON) {
        let client = Client(
            Town.monolithAddress, loops: town.phones.loops, transport: town.phones.transport)
        var request = Request(.post, "/internal/town")
        if body.isEmpty { request = Request(.get, "/internal/town") }
        if let token { request.fields.append(.authorization, "Bearer \(token)") }
        request.body = .bytes(Array(body.utf8))
        let response = try await client.send(request)
        let bytes = try await response.body.collect(upToBytes: 65_536)
        await client.close()
        return (Int(response.status.code), try JSON(parsing: bytes))
    }

    private static let small = #"{"stores": 30, "orders": 150, "seed": 3}"#

    @Test func `a town and its day leave the audit clean, and people log in`() throws {
        try Town.run { town in
            let token = try await town.operatorOfTheTown().client.token
            #expect(try await load(Self.small, in: town, token: token).0 == 202)
            try await town.wait(upToMilliseconds: 600_000) {
                let report = try await load("", in: town, token: token).1
                try #require(try report["stage"].string() != "failed", "\(report)")
                return try report["stage"].string() == "loaded"
            }
            let report = try await load("", in: town, token: token).1
            #expect(try report["orders"].int() == 150)
            #expect(try report["unsent"].int() == 0)
            try await town.expectCleanAudit()

            let session = try await town.stranger.call(
                PublicAPI.logIn,
                LoginForm(email: "owner1@example.com", password: Monolith.townPassword)
            ).answer
            #expect(session.member.role == .owner)
            let stores = try await town.stranger.call(
                PublicAPI.listing, query: ListingQuery(search: "치킨", sort: .orders)
            ).answer.items
            #expect(stores.contains { $0.orderCount > 0 })
            #expect(stores.contains { $0.rating.reviewCount > 0 })
        }
    }

    @Test func `a town is loaded once`() throws {
        try Town.run { town in
            let token = try await town.operatorOfTheTown().client.token
            #expect(try await load(Self.small, in: town, token: token).0 == 202)
            let (status, problem) = try await load(Self.small, in: town, token: token)
            #expect(status == 409)
            #expect(try problem["code"].string() == "town-exists")
        }
    }

    @Test func `only the operator may`() throws {
        try Town.run { town in
            let customer = try await town.customer(with: 0)
            #expect(try await load(Self.small, in: town, token: nil).0 == 401)
            #expect(try await load(Self.small, in: town, token: customer.client.token).0 == 403)
            #expect(try await load("", in: town, token: customer.client.token).0 == 403)
            let token = try await town.operatorOfTheTown().client.token
            #expect(try await load(#"{"stores": 0}"#, in: town, token: token).0 == 400)
        }
    }
}
