import AuditRules
import Kernel
import SharedDatabase
import Storage

// The lists that are chains. No index makes them, so the audit looks whether each row but the latest
// stands behind exactly one other.

extension Hearing {
    mutating func noteLinks() {
        for ((order, store), links) in zip(zip(page.orders, page.stores), page.links) {
            memberOrders.add(order.id.bits, behind: links.ofMember?.bits, to: links.member)
            storeOrders.add(order.id.bits, behind: links.ofStore?.bits, to: store)
        }
    }

    mutating func hearOrderLists() throws {
        try reader.forEach("SELECT whose, order_id FROM latest_orders") { row in
            let (whose, order): (UInt128, UInt128) = try (row[0], row[1])
            if memberOrders.has(MemberID(bits: whose)) {
                hear(.orders, memberOrders.close(MemberID(bits: whose), with: order))
            } else {
                hear(.orders, storeOrders.close(StoreID(bits: whose), with: order))
            }
        }
        for unclosed in memberOrders.unclosed() { hear(.orders, unclosed) }
        for unclosed in storeOrders.unclosed() { hear(.orders, unclosed) }
    }

    mutating func hearPushLists() throws {
        var lists = ChainTally<MemberTag>()
        try reader.forEach("SELECT number, member, before FROM notifications") { row in
            let (number, member): (Int64, MemberID) = try (row[0], row[1])
            let before: Int64? = try row[2]
            // Numbers rise, so one that names a later one is in a ring that nothing leads to.
            let isBehind = before.map { $0 < number } ?? true
            lists.add(isBehind ? number.asRow : 0, behind: before?.asRow, to: member)
        }
        try reader.forEach("SELECT member, number FROM latest_notifications") { row in
            hear(.pushes, lists.close(try row[0], with: (try row[1] as Int64).asRow))
        }
        for unclosed in lists.unclosed() { hear(.pushes, unclosed) }
    }

    private mutating func hear<Tag>(_ model: CopyFacts.Model, _ list: ClosedList<Tag>) {
        judge.hear(
            CopyFacts(
                model, of: list.whose.description, changedAt: list.whose.madeAt,
                kept: list.kept.map { [.init("mark", $0)] },
                recomputed: list.due.map { [.init("mark", $0)] }))
    }
}

/// Holds chains against the rows that they are made of, which may come in any order.
///
/// When all rows are added up, and those that stand behind another are taken away, what is left is the
/// latest. Its mark, to be exact: marks do not add up to one another by chance, as the numbers one, two
/// and three do. (A ring of rows that nothing leads to adds up to nothing, and is not noticed.)
struct ChainTally<Tag: TypeIDTag> {
    private var left: [TypeID<Tag>: UInt128] = [:]

    mutating func add(_ row: UInt128, behind before: UInt128?, to whose: TypeID<Tag>) {
        left[whose, default: 0] &+= row.mark &- (before?.mark ?? 0)
    }

    func has(_ whose: TypeID<Tag>) -> Bool { left[whose] != nil }

    /// What the list begins with, and what it should.
    mutating func close(_ whose: TypeID<Tag>, with latest: UInt128) -> ClosedList<Tag> {
        ClosedList(whose: whose, kept: latest.mark, due: left.removeValue(forKey: whose))
    }

    /// Those that have rows, and no beginning.
    mutating func unclosed() -> [ClosedList<Tag>] {
        defer { left = [:] }
        return left.sorted { $0.key < $1.key }
            .map { ClosedList(whose: $0.key, kept: nil, due: $0.value) }
    }
}

struct ClosedList<Tag: TypeIDTag> {
    let whose: TypeID<Tag>
    let kept: UInt128?
    let due: UInt128?
}

extension Int64 {
    fileprivate var asRow: UInt128 { UInt128(UInt64(bitPattern: self)) }
}

extension UInt128 {
    fileprivate var mark: UInt128 {
        let spread = (self ^ self >> 64) &* 0x9e37_79b9_7f4a_7c15_f39c_c060_5ced_c835
        return (spread ^ spread >> 61) &* 0xbf58_476d_1ce4_e5b9_94d0_49bb_1331_11eb
    }
}
