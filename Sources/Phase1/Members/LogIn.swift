import Identity
import Kernel
import MembersRules
import PublicAPI
import PublicDoor
import Storage

extension Monolith {
    /// A stranger learns neither who is a member nor, from the time it takes, who might be.
    func logIn(_ call: Call<NoID, NoQuery, LoginForm>) async throws -> Reply<SessionView> {
        let credentials = try Credentials(email: call.body.email, password: call.body.password)
        let found = try await database.read { reader in
            try MemberRecord.find(by: credentials.email, in: reader)
        }
        let isCorrect = try await isCorrect(credentials.password.text, for: found)
        guard let member = found, isCorrect else { throw MemberRejection.credentialsWrong }

        let seconds = now.unixMilliseconds / 1_000
        let token = tokens.sign(
            Caller(member: member.id, role: member.role), atUnixSeconds: seconds,
            lifetimeSeconds: policy.tokenLifetimeSeconds)
        let end = Moment(unixMilliseconds: 1_000 * (seconds + policy.tokenLifetimeSeconds))
        return reply(SessionView(token: token, expiresAt: end, member: MemberView(member)))
    }

    func isCorrect(_ password: String, for member: MemberRecord?) async throws -> Bool {
        let hash = try member.map { try PasswordHash(stored: $0.password) }
        do throws(PasswordError) {
            return try await passwords.isCorrect(password, for: hash)
        } catch {
            throw try Refusal(error)
        }
    }
}
