/// One route of a router, as metrics and documents know it.
public struct Route: Hashable, Sendable {
    public let method: Method
    /// With its places: `/v1/stores/{id}`.
    public let pattern: String
}
