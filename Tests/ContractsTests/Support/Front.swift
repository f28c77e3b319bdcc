import Edge
import EventLoop
import HTTP
import Identity
import JSON
import Kernel
import PublicAPI
import Resilience

@testable import PublicDoor

/// A door on one loop under virtual time, asked as a server would ask it.
struct Front: Sendable {
    let loop: EventLoop
    let handler: Handler

    /// Runs `body` before a door that `mount` furnishes.
    static func run<Result: Sendable>(
        _ mount: @escaping @Sendable (TokenCheck<Caller>) -> Router, quota: Int? = nil,
        _ body: @escaping @Sendable (Front) async throws -> Result
    ) throws -> Result {
        let simulation = Simulation(seed: 1)
        let loop = simulation.makeLoop(name: "front")
        let outcome: Swift.Result<Result, any Error> = try simulation.run(on: loop) {
            let limit = quota.map { quota in
                MemberLimit<Caller>(
                    RateLimitPolicy("member", quota: quota, windowSeconds: 60), at: loop.now
                ) { $0.member.bits }
            }
            let router = mount(
                TokenCheck(Tokens.verifier, realm: PublicDoor.realm, limit: limit))
            do {
                return .success(try await body(Front(loop: loop, handler: router.handler)))
            } catch {
                return .failure(error)
            }
        }
        return try outcome.get()
    }

    func ask(_ request: Request) async throws -> FrontAnswer {
        let response: Response
        do {
            response = try await handler(request)
        } catch let problem as Problem {
            response = problem.response()
        }
        let bytes = try await response.body.collect(upToBytes: 1 << 20)
        return FrontAnswer(
            status: Int(response.status.code), fields: response.fields,
            json: bytes.isEmpty ? nil : try JSON(parsing: bytes))
    }

    func token(_ role: Role, _ member: MemberID = .example) -> String {
        Tokens.signer.sign(
            Caller(member: member, role: role), atUnixSeconds: loop.unixMilliseconds / 1_000,
            lifetimeSeconds: 600)
    }
}

struct FrontAnswer: Sendable {
    let status: Int
    let fields: Fields
    let json: JSON?

    var code: String? { (try? json?["code"])??.text }
}

extension JSON {
    fileprivate var text: String? { try? string() }
}

/// The key of the house, for tests.
enum Tokens {
    static let signer = signer(secret: [UInt8](0..<32))
    /// Somebody who would like to be us.
    static let forger = signer(secret: [UInt8](1..<33))
    static let verifier = TokenVerifier(keys: keys(secret: [UInt8](0..<32)), policy: policy)

    private static let policy = TokenPolicy(
        issuer: "baedal", audience: "baedal", longestLifetimeSeconds: 3_600)

    private static func signer(secret: [UInt8]) -> TokenSigner {
        TokenSigner(keys: keys(secret: secret), policy: policy)
    }

    private static func keys(secret: [UInt8]) -> TokenKeys {
        guard let key = try? TokenKey(name: "house", secret: secret.span) else {
            preconditionFailure("the key of the tests is unfit")
        }
        return TokenKeys(current: key)
    }
}

extension Request {
    /// As the endpoint wants it, with its first example.
    init(_ endpoint: EndpointShape, token: String? = nil) {
        var examples = endpoint.places.map(\.example)[...]
        let path = endpoint.facts.path.split(separator: "/").map { part in
            part.hasPrefix("{") ? examples.removeFirst() : String(part)
        }
        self.init(Method(endpoint.facts.verb), "/" + path.joined(separator: "/"), token: token)
        if let body = endpoint.body {
            fields.append(.contentType, "application/json")
            self.body = .bytes(body.examples[0])
        }
        if endpoint.facts.asks.contains(.idempotencyKey) {
            fields.append(.idempotencyKey, "key-1")
        }
    }

    init(_ method: Method, _ path: String, token: String? = nil, json: String? = nil) {
        guard let target = Target(path) else { preconditionFailure("\(path) is no target") }
        self.init(method, target)
        if let token { fields.append(.authorization, "Bearer \(token)") }
        if let json {
            fields.append(.contentType, "application/json")
            body = .bytes(Array(json.utf8))
        }
    }
}
