import Processes
import PublicAPI
import PublicDoor
import Runtime

/// Where the operator sits, logged in with the password that the system's first start wrote to its
/// secrets.
struct OperatorDesk: Sendable {
    static let email = "operator@baedal.local"
    private static let prefix = "operator-password="

    let phone: PublicClient
    let token: String

    struct NoPassword: Error, CustomStringConvertible {
        let description: String
    }

    init(_ phone: PublicClient, secretsAt path: String) async throws {
        let lines = try TextFile.read(path).split(separator: "\n")
        guard let line = lines.first(where: { $0.hasPrefix(Self.prefix) }) else {
            throw NoPassword(description: "\(path) has no line \(Self.prefix)…")
        }
        let form = LoginForm(
            email: Self.email, password: String(line.dropFirst(Self.prefix.count)))
        token = try await phone.call(PublicAPI.logIn, form).answer.token
        var phone = phone
        phone.token = token
        self.phone = phone
    }

    /// What was judged, when all of it is right.
    func audit(within environment: Environment) async throws -> String {
        let audit = try await environment.eventually("an audit with nothing in flight") {
            let audit = try await phone.call(PublicAPI.audit).answer
            return audit.inFlightCount == 0 || audit.violationCount > 0 ? audit : nil
        }
        if let first = audit.violations.first {
            throw NotClean(count: audit.violationCount, first: first)
        }
        let judged = audit.judged.map { "\($0.count) \($0.of)" }.joined(separator: ", ")
        return "clean, of \(judged)"
    }
}

struct NotClean: Error, CustomStringConvertible {
    let count: Int
    let first: AuditView.Violation

    var description: String {
        "the audit finds \(count), first of all invariant \(first.invariant): "
            + "\(first.subject) \(first.finding)"
    }
}
