import Identity
import Kernel
import MembersRules
import Storage

extension Monolith {
    static let operatorEmail = "operator@baedal.local"

    /// Nobody registers as operator: the account is made at the first start, with the password of the
    /// secrets file, and follows that file when it changes.
    func ensureOperator(_ password: String) async throws {
        let email = try EmailAddress(Self.operatorEmail)
        let found = try await database.read { reader in
            try MemberRecord.find(by: email, in: reader)
        }
        if try await isCorrect(password, for: found) { return }

        let hash = try await hash(password)
        let now = self.now
        let new = MemberRecord(
            id: MemberID(bits: identifiers.next()), email: email.text, name: "Operator",
            role: .operator, password: hash)
        try await database.write { transaction in
            guard let found else { return try new.insert(at: now, in: transaction) }
            try transaction.run(
                "UPDATE members SET password = ?, version = version + 1 WHERE id = ?",
                hash, found.id)
        }
    }
}
