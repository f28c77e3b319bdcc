import Kernel

/// Where a page ended. The next one begins behind this position, whatever came or went before it; a
/// store that moves between two pages may be seen twice, or not at all.
public struct ListingCursor: Hashable, Sendable, CustomStringConvertible {
    public let position: ListingPosition
    /// What a client sends back, and need not understand.
    public let description: String
}

extension Listing {
    public func cursor(after position: ListingPosition) -> ListingCursor {
        let mark = position.isAd ? Self.adMark : Self.otherMark
        let key = String(UInt64(bitPattern: position.key), radix: 36)
        let text = "\(mark)-\(key)-\(String(position.id.bits, radix: 36))"
        return ListingCursor(
            position: position, description: "\(text)-\(String(checksum(of: text), radix: 36))")
    }

    /// Reads what a cursor of this very listing says: a position means nothing in another order.
    public func cursor(_ text: String) throws(ListingRejection) -> ListingCursor {
        guard text.utf8.count <= Self.mostCursorBytes else { throw .cursorInvalid }
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count == 4, let key = UInt64(parts[1], radix: 36),
            let id = UInt128(parts[2], radix: 36)
        else { throw .cursorInvalid }
        let cursor = cursor(
            after: ListingPosition(
                isAd: parts[0] == Self.adMark, key: Int64(bitPattern: key),
                id: StoreID(bits: id)))
        // Written again it must be the same text; that proves every part, the checksum too.
        guard cursor.description == text else { throw .cursorInvalid }
        return cursor
    }

    /// FNV-1a over the query and the position: the same in every process, which a `Hasher` is not. It
    /// is against mistakes, not against malice, because a forged cursor shows no more than a true one.
    private func checksum(of position: String) -> UInt64 {
        let place = near.map { "\($0.x),\($0.y)" } ?? ""
        let parts = [position, sort.rawValue, category ?? "", place]
        let text = (parts + (search?.words.map(\.text) ?? [])).joined(separator: "\n")
        return text.utf8.reduce(0xcbf2_9ce4_8422_2325) { hash, byte in
            (hash ^ UInt64(byte)) &* 0x100_0000_01b3
        }
    }

    private static let adMark = "a"
    private static let otherMark = "s"
    private static let mostCursorBytes = 64
}
