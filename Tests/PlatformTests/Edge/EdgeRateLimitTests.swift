import EventLoop
import HTTP
import Identity
import Resilience
import Testing

@testable import Edge

@Suite struct EdgeRateLimitTests {
    private static let address = RateLimitPolicy("address", quota: 3, windowSeconds: 30)

    private func front(
        on loop: EventLoop, without: Without = .nothing, _ handler: @escaping Handler
    ) -> EdgeFixture {
        EdgeFixture(
            on: loop, without: without, settings: { $0.addressLimit = Self.address },
            handler: handler)
    }

    @Test func `every answer says where its client stands, and the last that there is no more`()
        throws
    {
        try underVirtualTime { loop in
            let front = front(on: loop) { _ in .text("") }
            for left in [2, 1, 0] {
                let answer = try await front.get("/")
                #expect(answer.status == 200)
                #expect(answer[.rateLimitPolicy] == "\"address\";q=3;w=30")
                #expect(answer[.rateLimit] == "\"address\";r=\(left);t=\((3 - left) * 10)")
                #expect(answer[.retryAfter] == nil)
            }
            let refused = try await front.get("/")
            #expect(refused.status == 429)
            #expect(refused[.rateLimitPolicy] == "\"address\";q=3;w=30")
            #expect(refused[.rateLimit] == "\"address\";r=0;t=30")
            #expect(refused[.retryAfter] == "10")
            #expect(refused[.requestID] != nil)
            #expect(refused.text.contains("\"too-many-requests\""))
            #expect(front.edge.addressTallies?.refused.value == 1)
            try await loop.sleep(milliseconds: 10_000)
            #expect(try await front.get("/").status == 200)
        }
    }

    @Test func `problems and refused tokens count and say so`() throws {
        try underVirtualTime { loop in
            let check = TokenCheck(TokenFixture.verifier, realm: "api", as: Bearer.self)
            let front = front(on: loop, check { _, _ in .text("") })
            for left in [2, 1, 0] {
                let answer = try await front.get("/", [(.authorization, "Bearer x")])
                #expect(answer.status == 401)
                #expect(answer[.rateLimit]?.hasPrefix("\"address\";r=\(left);") == true)
            }
            #expect(try await front.get("/", [(.authorization, "Bearer x")]).status == 429)
        }
    }

    @Test func `an answer from the cache counts, and has its own client's standing`() throws {
        try underVirtualTime { loop in
            let front = front(on: loop) { _ in .shared("x") }
            #expect(try await front.get("/")[.rateLimit] == "\"address\";r=2;t=10")
            #expect(try await front.get("/")[.rateLimit] == "\"address\";r=1;t=20")
            let other = try await front.answer(.get("/", from: "192.0.2.9"))
            #expect(other.fields.values(.rateLimit) == ["\"address\";r=2;t=10"])
            #expect(front.edge.cache.tallies[0].hits.value == 2)
        }
    }

    @Test func `a member has one quota from all addresses, beside that of the address`() throws {
        try underVirtualTime { loop in
            let policy = RateLimitPolicy("member", quota: 2, windowSeconds: 10)
            let check = TokenCheck(
                TokenFixture.verifier, realm: "api", as: Bearer.self,
                limit: MemberLimit(policy, at: loop.now, by: \.subject))
            let front = front(on: loop, check { _, _ in .text("") })
            let now = loop.unixMilliseconds / 1_000
            func ask(_ member: String, from peer: String) async throws -> EdgeAnswer {
                let token = TokenFixture.signer.sign(
                    Bearer(subject: member, roles: []), atUnixSeconds: now, lifetimeSeconds: 600)
                let fields = [(FieldName.authorization, "Bearer \(token)")]
                return try await front.answer(.get("/", fields, from: peer))
            }
            let first = try await ask("m1", from: "192.0.2.1")
            #expect(
                first.fields.values(.rateLimit) == ["\"member\";r=1;t=5", "\"address\";r=2;t=10"])
            #expect(first.fields.values(.rateLimitPolicy).count == 2)
            #expect(try await ask("m1", from: "192.0.2.2").status == 200)
            let refused = try await ask("m1", from: "192.0.2.3")
            #expect(refused.status == 429)
            #expect(refused.fields.values(.retryAfter) == ["5"])
            #expect(
                refused.fields.values(.rateLimit) == [
                    "\"member\";r=0;t=10", "\"address\";r=2;t=10",
                ])
            #expect(try await ask("m2", from: "192.0.2.1").status == 200)
        }
    }

    @Test func `switched off, it neither refuses nor says anything`() throws {
        try underVirtualTime { loop in
            let front = front(on: loop, without: Without(.rateLimit)) { _ in .text("") }
            for _ in 0..<10 {
                let answer = try await front.get("/")
                #expect(answer.status == 200)
                #expect(!answer.fields.contains(.rateLimit))
            }
        }
    }

    /// What the fields tell is what happens: who waits as told gets in, and nobody sooner.
    @Test(arguments: 0..<30 as Range<UInt64>)
    func `the fields never promise what is not kept`(seed: UInt64) throws {
        try underVirtualTime(seed: seed) { loop in
            var random = SeededGenerator(seed: seed)
            let policy = RateLimitPolicy(
                "address", quota: Int.random(in: 1...9, using: &random),
                windowSeconds: Int.random(in: 1...60, using: &random))
            let front = EdgeFixture(
                on: loop, settings: { $0.addressLimit = policy }, handler: { _ in .text("") })
            var mustPass = policy.quota
            for _ in 0..<200 {
                let answer = try await front.get("/")
                let told = try #require(answer[.rateLimit])
                let parts = told.split(separator: ";")
                let remaining = try #require(Int(parts[1].dropFirst(2)))
                let reset = try #require(Int(parts[2].dropFirst(2)))
                #expect((0...policy.quota).contains(remaining), "seed \(seed)")
                #expect((0...policy.windowSeconds).contains(reset), "seed \(seed)")
                #expect(mustPass == 0 || answer.status == 200, "seed \(seed)")
                mustPass = remaining
                if answer.status == 429 {
                    let wait = try #require(answer[.retryAfter].flatMap { Int($0) })
                    try await loop.sleep(milliseconds: wait * 1_000)
                    mustPass = 1
                } else if Bool.random(using: &random) {
                    try await loop.sleep(milliseconds: Int.random(in: 0...3_000, using: &random))
                }
            }
        }
    }
}
