import Kernel
import MembersRules
import PublicAPI
import SharedDatabase
import Storage

/// A member as its row has it.
struct MemberRecord: Sendable {
    let id: MemberID
    let email: String
    let name: String
    let role: Role
    /// Its hash, as text.
    let password: String

    static func find(_ id: MemberID, in reader: Reader) throws -> MemberRecord? {
        try reader.first(
            "SELECT id, email, name, role, password FROM members WHERE id = ?", id,
            row: MemberRecord.init)
    }

    static func find(by email: EmailAddress, in reader: Reader) throws -> MemberRecord? {
        try reader.first(
            "SELECT id, email, name, role, password FROM members WHERE email = ?", email.text,
            row: MemberRecord.init)
    }

    /// Of two who want one address, the first in the database has it.
    func insert(at now: Moment, in transaction: Transaction) throws {
        let inserted = try transaction.run(
            """
            INSERT INTO members (id, email, name, role, password, registered_at)
            VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (email) DO NOTHING
            """, id, email, name, role.rawValue, password, now)
        guard inserted == 1 else { throw MemberRejection.emailTaken }
    }
}

extension MemberRecord {
    fileprivate init(_ row: borrowing Row) throws {
        let name: String = try row[3]
        guard let role = Role(rawValue: name) else {
            throw StorageError.corrupt("a member who is \(name)")
        }
        try self.init(id: row[0], email: row[1], name: row[2], role: role, password: row[4])
    }
}

extension MemberView {
    init(_ member: MemberRecord) {
        self.init(id: member.id, email: member.email, name: member.name, role: member.role)
    }
}
