public import JSON
public import Kernel
import Wire

extension PublicAPI {
    public static let register = Endpoint<NoID, NoQuery, RegistrationForm, MemberView>(
        "register", "Become a customer, an owner or a rider.", .post, "/v1/members", by: .anyone,
        status: 201,
        problems: [
            .emailInvalid, .nameInvalid, .passwordInvalid, .operatorNotRegistrable, .emailTaken,
        ])

    public static let logIn = Endpoint<NoID, NoQuery, LoginForm, SessionView>(
        "logIn", "Get a token.", .post, "/v1/sessions", by: .anyone, status: 201,
        problems: [.credentialsWrong])

    public static let me = Endpoint<NoID, NoQuery, Nothing, MemberView>(
        "me", "Who the token is of.", .get, "/v1/me", by: .all(.own))
}

private let emails = TextLimits.line(3...254)
private let passwords = TextLimits.line(8...128)

public struct RegistrationForm: Described {
    public let email: String
    public let name: String
    public let password: String
    public let role: Role

    public init(email: String, name: String, password: String, role: Role) {
        self.email = email
        self.name = name
        self.password = password
        self.role = role
    }

    public init(_ json: JSON) throws(JSONError) {
        email = try json["email"].text(emails)
        name = try json["name"].text(.name)
        password = try json["password"].text(passwords)
        role = try json["role"].read()
    }

    public func write(to json: consuming JSONWriter) {
        json.object {
            $0.field("email", email)
            $0.field("name", name)
            $0.field("password", password)
            $0.field("role", role)
        }
    }

    public static let schema = JSONSchema.object(
        "RegistrationForm",
        required: [
            "email": .text(emails), "name": .text(.name), "password": .text(passwords),
            "role": .oneOf(Role.self),
        ])
    public static let examples = [
        RegistrationForm(
            email: "minji@example.com", name: "김민지", password: "correct horse", role: .customer)
    ]
}

public struct LoginForm: Described {
    public let email: String
    public let password: String

    public init(email: String, password: String) {
        self.email = email
        self.password = password
    }

    public init(_ json: JSON) throws(JSONError) {
        email = try json["email"].text(emails)
        password = try json["password"].text(passwords)
    }

    public func write(to json: consuming JSONWriter) {
        json.object {
            $0.field("email", email)
            $0.field("password", password)
        }
    }

    public static let schema = JSONSchema.object(
        "LoginForm", required: ["email": .text(emails), "password": .text(passwords)])
    public static let examples = [
        LoginForm(email: "minji@example.com", password: "correct horse")
    ]
}

public struct SessionView: Described {
    /// For `Authorization: Bearer`.
    public let token: String
    public let expiresAt: Moment
    public let member: MemberView

    public init(token: String, expiresAt: Moment, member: MemberView) {
        self.token = token
        self.expiresAt = expiresAt
        self.member = member
    }

    public init(_ json: JSON) throws(JSONError) {
        token = try json["token"].read()
        expiresAt = try json["expiresAt"].read()
        member = try json["member"].read()
    }

    public func write(to json: consuming JSONWriter) {
        json.object {
            $0.field("token", token)
            $0.field("expiresAt", expiresAt)
            $0.field("member", member)
        }
    }

    public static let schema = JSONSchema.object(
        "Session",
        required: [
            "token": .text(.token(1...4_096)), "expiresAt": .moment, "member": MemberView.schema,
        ])
    public static let examples = [
        SessionView(
            token: "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJtZW1iZXIifQ.c2lnbmF0dXJl",
            expiresAt: .example, member: MemberView.examples[0])
    ]
}

public struct MemberView: Described {
    public let id: MemberID
    public let email: String
    public let name: String
    public let role: Role

    public init(id: MemberID, email: String, name: String, role: Role) {
        self.id = id
        self.email = email
        self.name = name
        self.role = role
    }

    public init(_ json: JSON) throws(JSONError) {
        id = try json["id"].read()
        email = try json["email"].read()
        name = try json["name"].read()
        role = try json["role"].read()
    }

    public func write(to json: consuming JSONWriter) {
        json.object {
            $0.field("id", id)
            $0.field("email", email)
            $0.field("name", name)
            $0.field("role", role)
        }
    }

    public static let schema = JSONSchema.object(
        "Member",
        required: [
            "id": .identifier(MemberID.self), "email": .text(emails), "name": .text(.name),
            "role": .oneOf(Role.self),
        ])
    public static let examples = [
        MemberView(id: .example, email: "minji@example.com", name: "김민지", role: .customer)
    ]
}
