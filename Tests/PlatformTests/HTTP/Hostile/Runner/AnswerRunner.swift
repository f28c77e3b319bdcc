import EventLoop
import HTTP

/// Lets our client ask a server that gives one hostile answer and then sound ones, and compares
/// what the caller gets.
struct AnswerRunner {
    let loops: EventLoops

    /// What the caller of the client got from one request.
    enum Got: Equatable, Sendable, CustomStringConvertible {
        case whole(Int, [UInt8])
        case failed(String)

        var isFailure: Bool {
            if case .failed = self { true } else { false }
        }

        var description: String {
            switch self {
            case .whole(let status, let body): "\(status) '\(WireBytes(bytes: body))'"
            case .failed(let error): error
            }
        }
    }

    func complaint(about answer: HostileAnswer, delivered delivery: Delivery) async throws
        -> String?
    {
        let script = AnswerScript(answer, delivery)
        let listener = try RawListener(patienceMilliseconds: 2_000) { connection, index in
            script.play(on: connection, index)
        }
        let address = Address.tcp(host: "127.0.0.1", port: listener.port)
        var limits = ClientLimits()
        limits.bodyBytes = 1 << 20
        limits.totalMilliseconds = answer.ending == .goesSilent ? 100 : 5_000
        let client = Client(address, loops: loops.all, limits: limits)
        let first = await ask(client, answer.toHead ? .head : .get, "/first")
        await script.played.opened()
        // A turn of the loop, in which it sees what has arrived on the kept connection.
        try await EventLoop.here.sleep(milliseconds: 1)
        let second = await ask(client, .get, "/second")
        await client.close()
        if let complaint = answer.outcome.complaint(about: first) { return complaint }
        // Whatever the first answer was, the second request is answered by its own.
        guard second == .whole(200, AnswerScript.secondBody.bytes) else {
            return "then the next request got \(second)"
        }
        return answer.outcome.complaint(aboutReuse: script.usedOneConnection)
    }

    private func ask(_ client: Client, _ method: Method, _ path: StaticString) async -> Got {
        do {
            let response = try await client.send(Request(method, path))
            let body = try await response.body.collect(upToBytes: 2 << 20)
            return .whole(Int(response.status.code), body)
        } catch let error as ClientError {
            return .failed("\(error)")
        } catch {
            // Only typed errors may reach a caller, who must decide whether to ask again.
            return .whole(0, Array("the untyped error \(error)".utf8))
        }
    }
}

/// The server's side of a case.
private final class AnswerScript: Sendable {
    static let secondBody: WireBytes = "the second"
    private let answer: HostileAnswer
    private let delivery: Delivery
    /// What is left over must have arrived before the next request, or nobody could tell it apart.
    let played = Gate()
    /// The connections that brought the first and the second request.
    private let seen = Lock<(first: Int?, second: Int?)>((nil, nil))

    init(_ answer: HostileAnswer, _ delivery: Delivery) {
        self.answer = answer
        self.delivery = delivery
    }

    var usedOneConnection: Bool {
        seen.withLock { $0.first != nil && $0.first == $0.second }
    }

    /// A request that is repeated gets the same answer again: the client may ask twice, not more.
    func play(on connection: RawConnection, _ index: Int) {
        // Also when no request came: on a very slow machine patience ends first.
        defer { played.open() }
        var reader = StrictReader(connection.receive)
        while let request = try? reader.forwardedRequest() {
            guard request.target == "/first" else {
                seen.withLock { $0.second = index }
                connection.send(
                    WireBytes.message(
                        "HTTP/1.1 200 OK", "Content-Length: 10", body: Self.secondBody
                    ).bytes)
                continue
            }
            seen.withLock { $0.first = index }
            connection.send(answer.wire, delivered: delivery)
            defer { played.open() }
            switch answer.ending {
            case .staysOpen, .goesSilent: continue
            case .closes: return connection.endSending()
            case .resets: return connection.abort()
            }
        }
    }
}

extension AnswerOutcome {
    func complaint(about got: AnswerRunner.Got) -> String? {
        let isExpected =
            switch self {
            case .whole(let status, let body, _): got == .whole(status, body.bytes)
            case .wholeOrFailed(let status, let body):
                got == .whole(status, body.bytes) || got.isFailure
            case .failed: got.isFailure
            }
        return isExpected ? nil : "the caller got \(got)"
    }

    func complaint(aboutReuse isReused: Bool) -> String? {
        switch self {
        case .whole(_, _, .must): isReused ? nil : "a sound connection was thrown away"
        case .whole(_, _, .mustNot), .failed: isReused ? "a spoilt connection was used again" : nil
        case .whole(_, _, .may), .wholeOrFailed: nil
        }
    }
}
