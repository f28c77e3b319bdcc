import EventLoop

/// Sends requests on to another server and its answers back, as a gateway does: the message stays,
/// what belongs to one connection goes (RFC 9110, 7.6).
public final class Forwarder: Sendable {
    private let client: Client
    private let via: Fields

    /// `name` is what the forwarder calls itself in `Via`.
    public init(to client: Client, name: String) {
        self.client = client
        var via = Fields()
        via.append(.via, "1.1 \(name)")
        self.via = via
    }

    public func forward(_ request: Request, to target: Target) async throws -> Response {
        // What is told from call to call is among the fields already, but for what the note adds.
        var fields = endToEnd(request.fields)
        request.note?.carry(into: &fields)
        do throws(ClientError) {
            let answer = try await client.send(
                Request(
                    request.method, target, fields: fields, body: request.body,
                    deadline: request.deadline))
            return Response(answer.status, fields: endToEnd(answer.fields), body: answer.body)
        } catch .requestBodyFailed(let cause?) {
            throw cause  // The caller's own doing; the server tells it what was wrong.
        } catch {
            throw Self.problem(error)
        }
    }

    private func endToEnd(_ fields: Fields) -> Fields {
        let named = Self.connectionOptions(fields)
        return fields.filtered(adding: via) { name in
            !Self.isHopByHop(name) && !named.contains { $0.elementsEqual(name) }
        }
    }

    /// The fields that `Connection` names as its own, besides those that always are.
    private static func connectionOptions(_ fields: Fields) -> [[UInt8]] {
        var named: [[UInt8]] = []
        fields.forEachValue(.connection) { value in
            if value.equalsIgnoringCase("keep-alive") || value.equalsIgnoringCase("close") {
                return
            }
            named += value.listElements.map { $0.map(Octet.lowercased) }
        }
        return named
    }

    private static func isHopByHop(_ name: UnsafeBufferPointer<UInt8>) -> Bool {
        switch name.count {
        case 2: name.equals("te")
        case 4: name.equals("host") || name.equals("date")
        case 6: name.equals("expect")
        case 7: name.equals("trailer") || name.equals("upgrade")
        case 10: name.equals("connection") || name.equals("keep-alive")
        case 14: name.equals("content-length")
        case 16: name.equals("proxy-connection")
        case 17: name.equals("transfer-encoding")
        case 18: name.equals("proxy-authenticate")
        case 19: name.equals("proxy-authorization")
        default: false
        }
    }

    /// Told apart: not there (503), there but talking nonsense (502), there but too slow (504).
    static func problem(_ error: ClientError) -> Problem {
        switch error {
        case .cannotConnect, .connectTimedOut, .tooManyWaiting:
            Problem(
                .serviceUnavailable, code: "upstream-unavailable",
                detail: "The service behind this address cannot be reached: \(error).")
        case .firstByteTimedOut, .deadlineExceeded, .cancelled:
            Problem(
                .gatewayTimeout, code: "upstream-timeout",
                detail: "The service behind this address did not answer in time: \(error).")
        case .connectionLost, .truncated, .malformedResponse, .requestBodyFailed:
            Problem(
                .badGateway, code: "upstream-failed",
                detail: "The service behind this address failed: \(error).")
        }
    }
}
