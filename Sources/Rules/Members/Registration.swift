public import Kernel

/// Who wants to become a member. Whether the address is taken, only the members' store can tell.
public struct Registration: Sendable {
    public static let mostNameCharacters = 60
    /// One character can be of any number of bytes, so they have a bound too.
    static let mostNameBytes = 600

    public let email: EmailAddress
    public let name: String
    public let password: Password
    public let role: Role

    public init(
        email: String, name: String, password: String, role: Role
    ) throws(MemberRejection) {
        guard Self.isName(name) else { throw .nameInvalid }
        guard role != .operator else { throw .operatorNotRegistrable }
        self.email = try EmailAddress(email)
        self.name = name
        self.password = try Password(password)
        self.role = role
    }

    private static func isName(_ text: String) -> Bool {
        guard let first = text.first, let last = text.last, text.utf8.count <= mostNameBytes
        else { return false }
        return !first.isWhitespace && !last.isWhitespace && text.count <= mostNameCharacters
            && !text.unicodeScalars.contains { $0.properties.generalCategory == .control }
    }
}

/// What somebody logs in with. What could not have been registered is wrong at once, and costs no hash.
public struct Credentials: Sendable {
    public let email: EmailAddress
    public let password: Password

    public init(email: String, password: String) throws(MemberRejection) {
        do {
            self.email = try EmailAddress(email)
            self.password = try Password(password)
        } catch {
            throw .credentialsWrong
        }
    }
}

public struct Member: Equatable, Sendable {
    public let id: MemberID
    public let email: String
    public let name: String
    public let role: Role

    /// As it was stored; by its registration it comes to be.
    public init(id: MemberID, email: String, name: String, role: Role) {
        self.id = id
        self.email = email
        self.name = name
        self.role = role
    }

    public init(id: MemberID, _ registration: Registration) {
        self.init(
            id: id, email: registration.email.text, name: registration.name,
            role: registration.role)
    }
}
