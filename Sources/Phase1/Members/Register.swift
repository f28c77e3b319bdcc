import Identity
import Kernel
import MembersRules
import PublicAPI
import PublicDoor
import Runtime
import Storage

extension Monolith {
    /// The password is hashed before the transaction: nobody waits for a hash with the writer in hand.
    func register(
        _ call: Call<NoID, NoQuery, RegistrationForm>
    ) async throws -> Reply<MemberView> {
        let form = call.body
        let registration = try Registration(
            email: form.email, name: form.name, password: form.password, role: form.role)
        let member = MemberRecord(
            id: MemberID(bits: identifiers.next()), email: registration.email.text,
            name: registration.name, role: registration.role,
            password: try await hash(registration.password.text))
        let now = self.now
        try await database.write { transaction in
            try member.insert(at: now, in: transaction)
        }
        return reply(MemberView(member))
    }

    func hash(_ password: String) async throws -> String {
        var randomness = environment.makeRandomness()
        let salt = PasswordSalt(using: &randomness)
        do throws(PasswordError) {
            return try await passwords.hash(password, salt: salt).text
        } catch {
            throw try Refusal(error)
        }
    }
}

extension Refusal {
    /// More people at the door than hashes can be made for is no fault: they are asked to come again.
    init(_ error: PasswordError) throws {
        guard error == .overloaded else { throw error }
        self.init(ProblemCode.overloaded)
    }
}
