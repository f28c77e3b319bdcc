/// All addresses that begin alike: `10.0.0.0/8`, `2001:db8::/32`, or a single one.
public struct IPRange: Sendable {
    private let first: UInt128
    private let freeBits: Int

    /// Nil unless it is written with nothing but zeros behind its prefix: `10.0.0.1/8` is more
    /// likely a slip than a meaning.
    public init?(_ text: String) {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        guard (1...2).contains(parts.count), let address = IPAddress(parts[0]) else { return nil }
        let width = address.isIPv4 ? 32 : 128
        var length = width
        if parts.count == 2 {
            guard let number = Int(parts[1]), (0...width).contains(number) else { return nil }
            length = number
        }
        freeBits = width - length
        first = address.bits
        // Shifting by all 128 bits leaves zero.
        guard (first >> freeBits) << freeBits == first else { return nil }
    }

    func contains(_ address: IPAddress) -> Bool {
        first >> freeBits == address.bits >> freeBits
    }
}
