import EventLoop
import HTTP

/// Gives every request an id and every answer the id of its request, so that what a client saw is
/// found in the logs of all processes that had a part in it.
struct RequestIDs: Sendable {
    private let sources: PerLoop<IDSource>
    private let proxies: TrustedProxies
    private let onFault: @Sendable (Request, any Error) -> Void

    init(
        loops: [EventLoop], proxies: TrustedProxies,
        makeRandomness: () -> any RandomNumberGenerator,
        onFault: @escaping @Sendable (Request, any Error) -> Void
    ) {
        sources = PerLoop(loops) { _ in IDSource(makeRandomness()) }
        self.proxies = proxies
        self.onFault = onFault
    }

    /// A fault becomes its 500 here and not in the server, which knows no ids: of all answers it is
    /// the one whose id will be asked for. What the server must see itself, because it ends the
    /// connection or the wait, goes on to it.
    func callAsFunction(_ next: @escaping Handler) -> Handler {
        { request in
            var request = request
            let id = knownID(of: request) ?? sources.here.next()
            request.fields.set(.requestID, id)
            do {
                var response = try await next(request)
                response.fields.set(.requestID, id)
                return response
            } catch let problem as Problem {
                throw problem.about(id)
            } catch  where !Task.isCancelled && !(error is ReceiveError) {
                onFault(request, error)
                throw Problem.internalError.about(id)
            }
        }
    }

    /// That which a proxy of ours gave it.
    private func knownID(of request: Request) -> String? {
        guard request.fields.contains(.requestID), proxies.trusts(request.peer) else { return nil }
        let ids = request.fields.values(.requestID)
        guard ids.count == 1, let id = ids.first, Self.isWellFormed(id) else { return nil }
        return id
    }

    private static let mostBytes = 64

    /// What needs no escaping wherever it is written: in JSON, in a URL, in a shell.
    static func isWellFormed(_ id: String) -> Bool {
        (1...mostBytes).contains(id.utf8.count)
            && id.utf8.allSatisfy { octet in
                switch octet {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                    UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"),
                    UInt8(ascii: "."):
                    true
                default: false
                }
            }
    }
}

/// Draws the ids of one loop.
final class IDSource: @unchecked Sendable {
    // Sendable: touched only on the loop that it was made for.

    /// 75 random bits. A text of 15 bytes is the longest that Swift keeps without allocating.
    private static let length = 15
    private static let letters = Array("0123456789abcdefghjkmnpqrstvwxyz".utf8)

    private var random: any RandomNumberGenerator

    init(_ random: any RandomNumberGenerator) {
        self.random = random
    }

    func next() -> String {
        var bits = UInt128(random.next()) << 64 | UInt128(random.next())
        return String(unsafeUninitializedCapacity: Self.length) { text in
            for index in 0..<Self.length {
                text[index] = Self.letters[Int(bits & 31)]
                bits >>= 5
            }
            return Self.length
        }
    }
}

extension Problem {
    fileprivate func about(_ id: String) -> Problem {
        var problem = self
        problem.requestID = id
        problem.fields.set(.requestID, id)
        return problem
    }
}
