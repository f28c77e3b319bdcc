import HTTP
import JSON
import PublicAPI
import PublicDoor

// Requests as somebody would send them who does not care for the contract.

/// What came back, whatever it is.
struct PlainAnswer: Equatable, Sendable {
    let status: Int
    let text: String

    /// Of a problem, where it is one that the contract knows.
    var code: ProblemCode? {
        guard let json = try? JSON(parsing: Array(text.utf8)),
            let code = try? json["code"].string()
        else { return nil }
        return ProblemCode(rawValue: code)
    }

    /// Everything in it that looks like the name of one thing.
    var identifiers: Set<Substring> {
        Set(text.split(separator: "\"").filter { $0.contains("_") && $0.count > 26 })
    }
}

extension Town {
    func send(_ request: Request, as person: Person? = nil) async throws -> PlainAnswer {
        var request = request
        if let token = person?.client.token {
            request.fields.set(.authorization, "Bearer \(token)")
        }
        let response = try await connection.send(request)
        let bytes = try await response.body.collect(upToBytes: 1 << 20)
        return PlainAnswer(
            status: Int(response.status.code), text: String(decoding: bytes, as: UTF8.self))
    }
}
