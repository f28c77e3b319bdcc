import Identity
import Runtime

/// What must stay the same over restarts and switches, and be known to nobody else.
struct Secrets: Sendable {
    let operatorPassword: String
    let tokenKey: TokenKey

    /// The service key is for the processes of later phases: all phases share one file.
    static let names = ["operator-password", "token-key", "service-key"]

    init(_ file: SecretFile) throws {
        try self.init(
            operatorPassword: file.text("operator-password"), tokenKey: file.secret("token-key"))
    }

    init(operatorPassword: String, tokenKey: Secret) throws {
        self.operatorPassword = operatorPassword
        self.tokenKey = try TokenKey(name: "1", secret: tokenKey.bytes.span)
    }
}
