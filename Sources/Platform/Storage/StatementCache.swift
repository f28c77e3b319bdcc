/// The prepared statements of one connection, so that each text is parsed once.
///
/// A literal is found by its address: no hashing of its text, whatever its length.
struct StatementCache {
    /// More than any process of ours has; a leak of composed statements stays bounded.
    static let limit = 512

    private var literals = LiteralStatements()
    private var composed: [String: Statement] = [:]

    var count: Int { literals.count + composed.count }

    subscript(sql: SQL) -> Statement? {
        switch sql.text {
        case .literal(let text): literals[text.utf8Start]
        case .composed(let text): composed[text]
        }
    }

    mutating func keep(_ statement: Statement, for sql: SQL) {
        if count >= Self.limit { dropIdle() }
        switch sql.text {
        case .literal(let text): literals.keep(statement, at: text.utf8Start)
        case .composed(let text): composed[text] = statement
        }
    }

    private mutating func dropIdle() {
        literals.dropIdle()
        composed = composed.filter { $0.value.isBusy }
    }
}

/// Statements by the address of their literal. A transaction looks for twenty of them, and a
/// dictionary's hash alone is as much work as binding a parameter.
private struct LiteralStatements {
    private struct Slot {
        var address: UnsafeRawPointer?
        var statement: Statement?
    }

    /// A power of two, and at most half of them taken: a search soon meets its statement or a gap.
    private var slots = [Slot](repeating: Slot(), count: 64)
    private(set) var count = 0

    subscript(address: UnsafeRawPointer) -> Statement? {
        slots[place(of: address)].statement
    }

    mutating func keep(_ statement: Statement, at address: UnsafeRawPointer) {
        if 2 * (count + 1) > slots.count { rebuild(slots, slotCount: 2 * slots.count) }
        let place = place(of: address)
        if slots[place].address == nil { count += 1 }
        slots[place] = Slot(address: address, statement: statement)
    }

    mutating func dropIdle() {
        rebuild(slots.filter { $0.statement?.isBusy == true }, slotCount: slots.count)
    }

    private mutating func rebuild(_ kept: [Slot], slotCount: Int) {
        slots = [Slot](repeating: Slot(), count: slotCount)
        count = 0
        for slot in kept {
            guard let address = slot.address, let statement = slot.statement else { continue }
            keep(statement, at: address)
        }
    }

    /// Where it is, or where it is to be put.
    private func place(of address: UnsafeRawPointer) -> Int {
        let scattered = UInt(bitPattern: address) &* 0x9E37_79B9_7F4A_7C15
        var place = Int(bitPattern: scattered >> 32) & (slots.count - 1)
        while let taken = slots[place].address, taken != address {
            place = (place + 1) & (slots.count - 1)
        }
        return place
    }
}
