import EventLoop
import HTTP
import Identity
import Testing

@testable import Edge

@Suite struct EdgeTokenTests {
    private static let lifetime: Int64 = 600

    /// A front whose every route says whom it believes. It has believed the token once before, so
    /// that what is remembered of it must hold against all that is tried.
    private func ask(
        afterSeconds: Int = 0, _ fields: @escaping @Sendable (String) -> [(FieldName, String)]
    ) throws -> EdgeAnswer {
        try underVirtualTime { loop in
            let front = EdgeFixture(
                on: loop, settings: { $0.internalFields = ["member", "role"] },
                handler: Self.routes(remembering: [loop]).handler)
            let token = TokenFixture.signer.sign(
                Bearer(subject: "m1", roles: []), atUnixSeconds: loop.unixMilliseconds / 1_000,
                lifetimeSeconds: Self.lifetime)
            let first = try await front.get("/closed", [(.authorization, "Bearer \(token)")])
            #expect(first.text == "m1 -")
            try await loop.sleep(milliseconds: afterSeconds * 1_000)
            return try await front.get("/closed", fields(token))
        }
    }

    private static func routes(remembering loops: [EventLoop]) -> GuardedRouter<Bearer> {
        var routes = GuardedRouter(
            TokenCheck(TokenFixture.verifier, realm: "api", as: Bearer.self, loops: loops))
        routes.on(.get, "/closed") { request, claims, _ in
            .text("\(claims.subject) \(request.fields["member"] ?? "-")")
        }
        routes.on(.get, "/closed/{id}") { _, claims, places in
            .text("\(claims.subject) \(places[0])")
        }
        routes.openly(on: .get, "/open/{id}") { _, places in .text("open \(places[0])") }
        return routes
    }

    @Test(arguments: ["Bearer ", "bearer ", "BEARER ", "bEaReR ", "Bearer   "])
    func `a token is believed, however the scheme is written`(scheme: String) throws {
        let answer = try ask { [(.authorization, scheme + $0)] }
        #expect(answer.status == 200)
        #expect(answer.text == "m1 -")
    }

    @Test func `nobody gets in without a token, and is told how to`() throws {
        let answer = try ask { _ in [] }
        #expect(answer.status == 401)
        #expect(answer[.wwwAuthenticate] == "Bearer realm=\"api\"")
        #expect(answer.text.contains("\"token-missing\""))
    }

    @Test(arguments: ["Basic dXNlcjpwYXNz", "Digest x=y", "Bear", "Bearers x", "Negotiate"])
    func `another scheme is no token`(value: String) throws {
        let answer = try ask { _ in [(.authorization, value)] }
        #expect(answer.status == 401)
        #expect(answer[.wwwAuthenticate] == "Bearer realm=\"api\"")
    }

    static let malformed: [@Sendable (String) -> [String]] = [
        { _ in [""] }, { _ in ["Bearer"] }, { _ in ["Bearer "] }, { _ in ["Bearer    "] },
        { ["Bearer\t\($0)"] }, { ["Bearer \t\($0)"] }, { ["Bearer \($0) x"] },
        { ["Bearer \($0)\t"] }, { ["Bearer \($0),"] }, { ["Bearer \($0), Bearer \($0)"] },
        { ["Bearer, \($0)"] }, { ["Bearer=\($0)"] }, { ["Bearer:\($0)"] }, { ["Bearer \"\($0)\""] },
        { [" \($0)"] }, { ["Bearer =\($0)"] }, { ["Bearer \($0)=x"] }, { ["Bearer tökén\($0)"] },
        { ["Bearer \($0)", "Bearer \($0)"] }, { ["Bearer \($0)", "Basic x"] },
        { ["Basic x", "Bearer \($0)"] }, { ["", "Bearer \($0)"] },
    ]

    @Test(arguments: malformed.indices)
    func `a malformed Authorization is 400, never guessed at`(index: Int) throws {
        let answer = try ask { token in
            Self.malformed[index](token).map { (.authorization, $0) }
        }
        #expect(answer.status == 400)
        #expect(answer[.wwwAuthenticate] == "Bearer realm=\"api\", error=\"invalid_request\"")
        #expect(answer.text.contains("\"authorization-malformed\""))
    }

    static let untrue: [@Sendable (String) -> String] = [
        { _ in "x" }, { _ in "a.b.c" }, { $0 + "A" }, { "A" + $0 }, { String($0.dropLast()) },
        { $0 + "=" }, { $0.replacing("eyJ", with: "eyK") }, { "\($0).\($0)" },
        { _ in String(repeating: "a", count: 4_097) },
        { _ in String(repeating: "a.", count: 500_000) },
        { _ in TokenFixture.forge(header: #"{"alg":"none","typ":"JWT"}"#, payload: "{}") },
    ]

    @Test(arguments: untrue.indices)
    func `a token that is not ours is 401, whatever is wrong with it`(index: Int) throws {
        let answer = try ask { [(.authorization, "Bearer " + Self.untrue[index]($0))] }
        #expect(answer.status == 401)
        #expect(answer[.wwwAuthenticate] == "Bearer realm=\"api\", error=\"invalid_token\"")
        #expect(answer.text.contains("\"token-invalid\""))
    }

    @Test func `a token that has expired is 401`() throws {
        let leeway = Int(TokenFixture.policy.leewaySeconds)
        let fields: @Sendable (String) -> [(FieldName, String)] = {
            [(.authorization, "Bearer \($0)")]
        }
        #expect(try ask(afterSeconds: 600 + leeway - 1, fields).status == 200)
        #expect(try ask(afterSeconds: 600 + leeway, fields).status == 401)
    }

    @Test func `internal fields from outside are not heard`() throws {
        let answer = try ask { token in
            [
                ("member", "m2"), ("MEMBER", "m3"), ("role", "operator"),
                (.authorization, "Bearer \(token)"),
            ]
        }
        #expect(answer.text == "m1 -")
        let without = try ask { _ in [("member", "m2"), ("role", "operator")] }
        #expect(without.status == 401)
    }

    @Test func `a route is closed unless it is openly for everyone`() async throws {
        try underVirtualTime { _ in
            let handler = Self.routes(remembering: []).handler
            let open = try await EdgeAnswer(handler(.get("/open/7")))
            #expect(open.text == "open 7")
            // Also for whoever shows a token that nobody believes.
            let forged = try await EdgeAnswer(handler(.get("/open/7", [(.authorization, "x")])))
            #expect(forged.text == "open 7")
            let problem = await #expect(throws: Problem.self) {
                try await handler(.get("/closed/7"))
            }
            #expect(problem?.status == .unauthorized)
        }
    }
}
