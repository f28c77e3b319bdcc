import Glibc
import Identity
import Testing

/// Our half of `scripts/outside/jwt`, which makes a folder, asks for this test, and compares.
///
/// Of the folder's `theirs` the first line is a secret in hexadecimal, the second the time; each
/// other line is a token to judge. `judged` gets a line for each, `ours` the tokens that we sign.
@Suite struct TokenExchangeTests {
    private static let folder = getenv("BAEDAL_TOKEN_EXCHANGE").map { String(cString: $0) }

    @Test(.enabled(if: folder != nil, "only scripts/outside/jwt asks for it"))
    func `tokens are exchanged with an outside judge`() throws {
        let folder = try #require(Self.folder)
        let theirs = try TextFile.lines(of: "\(folder)/theirs")
        let now = try #require(Int64(theirs[1]))
        let key = TokenFixture.key(named: "k1", secret: bytes(hex: String(theirs[0])))
        let keys = TokenKeys(current: key)
        let verifier = TokenVerifier(keys: keys, policy: TokenFixture.policy)
        let signer = TokenSigner(keys: keys, policy: TokenFixture.policy)

        let judged = theirs.dropFirst(2).map { token in
            verifier.rejection(of: String(token), atUnixSeconds: now).map { "refused: \($0)" }
                ?? "believed"
        }
        let ours = (0..<50).map { number in
            signer.sign(
                Bearer(subject: "member-\(number)-🍗", roles: ["taster", "\u{0}\"\\"]),
                atUnixSeconds: now, lifetimeSeconds: 600)
        }
        try TextFile.write(judged, to: "\(folder)/judged")
        try TextFile.write(ours, to: "\(folder)/ours")
    }
}
