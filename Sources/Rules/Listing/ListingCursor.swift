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
        let text = "\(mark).\(position.key).\(position.id)"
        return ListingCursor(
            position: position, description: "\(text).\(String(checksum(of: text), radix: 36))")
    }

    /// Reads what a cursor of this very listing says: a position means nothing in another order.
    public func cursor(_ text: String) throws(ListingRejection) -> ListingCursor {
        guard text.utf8.count <= Self.mostCursorBytes else { throw .cursorInvalid }
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 4, let key = Int64(parts[1]), let id = StoreID(String(parts[2]))
        else { throw .cursorInvalid }
        let cursor = cursor(
            after: ListingPosition(isAd: parts[0] == Self.adMark, key: key, id: id))
        // Written again it must be the same text; that proves every part, the checksum too.
        guard cursor.description == text else { throw .cursorInvalid }
        return cursor
    }

    /// FNV-1a over the query and the position: the same in every process, which a `Hasher` is not. It
    /// is against mistakes, not against malice, because a forged cursor shows no more than a true one.
    private func checksum(of position: String) -> UInt64 {
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        func mix(_ text: String) {
            for byte in text.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
            hash = (hash ^ Self.endOfPart) &* 0x100_0000_01b3
        }
        mix(position)
        mix(sort.rawValue)
        mix(category ?? "")
        mix(near.map { "\($0.x),\($0.y)" } ?? "")
        search?.words.forEach { mix($0.text) }
        return hash
    }

    /// A byte that no text has.
    private static let endOfPart: UInt64 = 0xff
    private static let adMark = "a"
    private static let otherMark = "s"
    private static let mostCursorBytes = 72
}
