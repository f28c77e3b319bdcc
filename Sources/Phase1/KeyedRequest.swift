import Identity
import Kernel
import PublicAPI
import PublicDoor

/// A request that must not be done twice: it carries an Idempotency-Key.
struct KeyedRequest: Sendable {
    let member: MemberID
    let route: String
    let key: String
    /// Of path and body: the same key with another request is a mistake, and refused.
    let fingerprint: Digest

    /// For so long the same key gives the same answer.
    static let keptMilliseconds: Int64 = 24 * 3_600_000

    init<ID, Query, Body>(
        _ call: Call<ID, Query, Body>, of caller: Caller,
        to endpoint: Endpoint<ID, Query, Body, some Described>
    ) {
        member = caller.member
        route = endpoint.facts.name
        key = call.idempotencyKey.text
        fingerprint = call.idempotencyKey.fingerprint
    }
}
