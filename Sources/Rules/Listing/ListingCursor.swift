import Kernel

/// Where a page ended. The next one begins behind this position, whatever came or went before it; a
/// store that moves between two pages may be seen twice, or not at all.
public struct ListingCursor: Hashable, Sendable {
    public let position: ListingPosition
    /// Of the query that it belongs to: a position means nothing in another order.
    let fingerprint: UInt64
}

extension Listing {
    public func cursor(after position: ListingPosition) -> ListingCursor {
        ListingCursor(position: position, fingerprint: fingerprint)
    }

    /// Reads what `description` wrote, for this query and no other.
    public func cursor(_ text: String) throws(ListingRejection) -> ListingCursor {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard text.utf8.count <= ListingCursor.mostBytes, parts.count == 4,
            let key = UInt64(parts[1], radix: 36), let id = UInt128(parts[2], radix: 36)
        else { throw .cursorInvalid }
        let position = ListingPosition(
            isAd: parts[0] == ListingCursor.adMark, key: Int64(bitPattern: key),
            id: StoreID(bits: id))
        let cursor = cursor(after: position)
        // Written again it must be the same text: that holds each part, the fingerprint too.
        guard cursor.description == text else { throw .cursorInvalid }
        return cursor
    }

    /// The same in every process, which a `Hasher` is not: FNV-1a over what was asked. No part holds
    /// the line's end that parts them.
    private var fingerprint: UInt64 {
        let place = near.map { "\($0.x),\($0.y)" } ?? ""
        let parts = [sort.rawValue, category ?? "", place] + (search?.words.map(\.text) ?? [])
        return parts.joined(separator: "\n").utf8.reduce(0xcbf2_9ce4_8422_2325) { hash, byte in
            (hash ^ UInt64(byte)) &* 0x100_0000_01b3
        }
    }
}

extension ListingCursor: CustomStringConvertible {
    public var description: String {
        let key = String(UInt64(bitPattern: position.key), radix: 36)
        let id = String(position.id.bits, radix: 36)
        let mark = position.isAd ? Self.adMark : Self.otherMark
        return "\(mark)-\(key)-\(id)-\(String(fingerprint, radix: 36))"
    }

    static let adMark = "a"
    private static let otherMark = "s"
    static let mostBytes = 64
}
