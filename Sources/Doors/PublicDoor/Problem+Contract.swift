import Edge
public import HTTP
import Kernel
public import PublicAPI

extension Problem {
    @usableFromInline
    init(_ code: ProblemCode, _ detail: String? = nil) {
        guard let status = Status(code: code.status) else {
            preconditionFailure("\(code) has no status")
        }
        self.init(status, code: code.rawValue, detail: detail ?? code.sentence)
        if code.status == 401 {
            // RFC 9110, 11.6.1: whoever is asked who he is, is told how to say it.
            fields.append(.wwwAuthenticate, "Bearer realm=\"\(PublicDoor.realm)\"")
        }
        if code.status == 503 { fields.append(.retryAfter, 1) }
    }

    /// Nil when the contract does not know the code.
    init?(_ rejection: any Rejection) {
        guard let code = ProblemCode(rawValue: rejection.code) else { return nil }
        self.init(code, rejection.detail)
        figures = rejection.amounts.map { ($0.name, $0.amount.won) }
    }
}

extension Response {
    @usableFromInline
    init(_ kept: KeptReply) {
        guard let status = Status(code: kept.status) else {
            preconditionFailure("\(kept.status) was kept, which is no status")
        }
        self.init(
            status, kept.body.isEmpty ? nil : status.isError ? .problem : .json,
            body: kept.body.isEmpty ? .empty : .bytes(kept.body))
    }
}
