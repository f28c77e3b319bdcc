/// The prepared statements of one connection, so that each text is parsed once.
///
/// A literal is found by its address: no hashing of its text, whatever its length.
struct StatementCache {
    /// More than any process of ours has; a leak of composed statements stays bounded.
    private static let limit = 512

    private var literals: [UnsafeRawPointer: Statement] = [:]
    private var composed: [String: Statement] = [:]

    subscript(sql: SQL) -> Statement? {
        switch sql.text {
        case .literal(let text): literals[text.utf8Start]
        case .composed(let text): composed[text]
        }
    }

    mutating func keep(_ statement: Statement, for sql: SQL) {
        if literals.count + composed.count >= Self.limit { dropIdle() }
        switch sql.text {
        case .literal(let text): literals[text.utf8Start] = statement
        case .composed(let text): composed[text] = statement
        }
    }

    private mutating func dropIdle() {
        literals = literals.filter { $0.value.isBusy }
        composed = composed.filter { $0.value.isBusy }
    }
}
