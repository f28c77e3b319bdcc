public import Identity
public import JSON
public import Kernel
import Wire

/// The member who calls, as a token says it that was believed.
public struct Caller: TokenClaims, Hashable {
    public let member: MemberID
    public let role: Role

    public init(member: MemberID, role: Role) {
        self.member = member
        self.role = role
    }

    public init(_ json: JSON) throws(JSONError) {
        member = try json["sub"].read()
        role = try json["role"].read()
    }

    public func write(to payload: inout JSONObjectWriter) {
        payload.field("sub", member)
        payload.field("role", role)
    }
}
