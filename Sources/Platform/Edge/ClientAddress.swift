/// Whom an address limit counts as one: an IPv4 address, or the /64 of an IPv6 one, for whoever has
/// one address of a /64 has them all.
struct ClientAddress: Hashable, Sendable {
    private enum Form: Hashable, Sendable {
        case internet(UInt128)
        /// Over a Unix socket, or in a simulation, where a host is any name.
        case named(String)
    }

    private let form: Form

    init(_ address: IPAddress) {
        form = .internet(address.isIPv4 ? address.bits : (address.bits >> 64) << 64)
    }

    init(named name: String) {
        form = .named(name)
    }
}
