import HTTP
import Kernel
import PublicAPI
import PublicDoor

@testable import Identity
@testable import MonolithMain

/// What those show who have no token that should be believed. Each is made for somebody who may do
/// what is asked for.
enum Passport: String, CaseIterable {
    case none
    /// The fields by which houses other than ours tell their inner rooms who calls.
    case spoofedFields
    case otherScheme
    case foreignKey
    case unknownKey
    case unsigned
    case noAlgorithm
    case otherAlgorithm
    /// A lawful signature under another payload.
    case tampered
    case expired
    case notYetValid
    case otherIssuer
    case otherAudience

    var refusal: ProblemCode {
        switch self {
        case .none, .spoofedFields, .otherScheme: .tokenMissing
        case .foreignKey, .unknownKey, .unsigned, .noAlgorithm, .otherAlgorithm, .tampered,
            .expired, .notYetValid, .otherIssuer, .otherAudience:
            .tokenInvalid
        }
    }

    func show(_ person: Person, at now: Moment, in request: inout Request) throws {
        switch self {
        case .none: break
        case .spoofedFields: Self.spoof(person, in: &request)
        case .otherScheme: request.fields.set(.authorization, "Basic \(person.token)")
        default: request.fields.set(.authorization, "Bearer \(try token(of: person, at: now))")
        }
    }

    static func spoof(_ person: Person, in request: inout Request) {
        for name in names { request.fields.set(name, "\(person.id)") }
        for name in roles { request.fields.set(name, person.role.rawValue) }
    }

    private static let names: [FieldName] = [
        "x-member-id", "x-user-id", "x-forwarded-user", "baedal-member", "remote-user",
    ]
    private static let roles: [FieldName] = ["x-role", "x-member-role", "baedal-role"]

    // MARK: Forging

    private static let day: Int64 = 24 * 3_600

    private func token(of person: Person, at now: Moment) throws -> String {
        let seconds = now.unixMilliseconds / 1_000
        let parts = person.token.split(separator: ".").map(String.init)
        return switch self {
        case .foreignKey: try sign(person, seconds, secret: "a key of somebody who would be us")
        case .unknownKey: try sign(person, seconds, keyName: "2")
        case .unsigned: "\(parts[0]).\(parts[1])."
        case .noAlgorithm: try header(#"{"alg":"none","typ":"JWT","kid":"1"}"#, on: parts[1])
        case .otherAlgorithm: try header(#"{"alg":"HS512","typ":"JWT","kid":"1"}"#, on: parts[1])
        case .tampered: "\(parts[0]).\(try payload(of: person, seconds)).\(parts[2])"
        case .expired: try sign(person, seconds - 2 * Self.day)
        case .notYetValid: try sign(person, seconds + 3_600)
        case .otherIssuer: try sign(person, seconds, issuer: "somebody")
        case .otherAudience: try sign(person, seconds, audience: "another house")
        case .none, .spoofedFields, .otherScheme: person.token
        }
    }

    private func sign(
        _ person: Person, _ seconds: Int64, secret: String = Town.tokenSecret,
        keyName: String = "1", issuer: String = TokenPolicy.baedal.issuer,
        audience: String = TokenPolicy.baedal.audience
    ) throws -> String {
        let key = try TokenKey(name: keyName, secret: Array(secret.utf8).span)
        let policy = TokenPolicy(
            issuer: issuer, audience: audience, longestLifetimeSeconds: Self.day)
        return TokenSigner(keys: TokenKeys(current: key), policy: policy).sign(
            Caller(member: person.id, role: person.role), atUnixSeconds: seconds,
            lifetimeSeconds: 3_600)
    }

    /// A payload that our key once signed, under another header that is signed by our key, too.
    private func header(_ text: String, on payload: String) throws -> String {
        let header = String(decoding: Base64URL.encode(Array(text.utf8).span), as: UTF8.self)
        let key = HMACKey(Array(Town.tokenSecret.utf8).span)
        var signature: [UInt8] = []
        key.code(for: Array("\(header).\(payload)".utf8).span).withBytes {
            signature = Base64URL.encode($0)
        }
        return "\(header).\(payload).\(String(decoding: signature, as: UTF8.self))"
    }

    /// As the next second would have it: so the signature of this one is that of another.
    private func payload(of person: Person, _ seconds: Int64) throws -> String {
        String(try sign(person, seconds + 1).split(separator: ".")[1])
    }
}

extension Person {
    /// That which it got when it logged in.
    var token: String { client.token ?? "" }
}
