public import HTTP

/// Whose word we take on who the client is: the proxies in front of us, by their addresses.
///
/// Anybody can write `X-Forwarded-For` and `Request-Id`. From a peer that is not listed here, both
/// are ignored.
public struct TrustedProxies: Sendable {
    /// More than that in a row is nobody's network.
    private static let mostHops = 16

    public static let none = TrustedProxies([])

    private let ranges: [IPRange]

    public init(_ ranges: [IPRange]) {
        self.ranges = ranges
    }

    func trusts(_ peer: String?) -> Bool {
        guard !ranges.isEmpty, let address = peer.flatMap({ IPAddress($0) }) else { return false }
        return trusts(address)
    }

    private func trusts(_ address: IPAddress) -> Bool {
        ranges.contains { $0.contains(address) }
    }

    /// The last address, from our side, that is not a proxy's: each proxy adds whom it saw, and
    /// what stands before the first one that we do not trust may be invented.
    func client(of request: Request) -> ClientAddress {
        guard let peer = request.peer else { return ClientAddress(named: "") }
        guard var client = IPAddress(peer) else { return ClientAddress(named: peer) }
        guard !ranges.isEmpty, trusts(client) else { return ClientAddress(client) }
        let hops = request.fields.values(.forwardedFor).flatMap(\.listElements)
        for hop in hops.suffix(Self.mostHops).reversed() {
            guard let address = IPAddress(hop) else { break }
            client = address
            guard trusts(address) else { break }
        }
        return ClientAddress(client)
    }
}

extension FieldName {
    public static let forwardedFor: FieldName = "x-forwarded-for"
}
