import Testing

@testable import Storage

/// The prepared statements of a connection: each text is parsed once, and only so many are kept.
@Suite struct StatementCacheTests {
    private static let literal: SQL = "SELECT 'a literal'"
    private static let otherLiteral: SQL = "SELECT 'another'"

    @Test func `a statement is found by its text, a literal by where it stands`() throws {
        let connection = try openInMemory()
        var cache = StatementCache()
        let kept = try prepare(Self.literal, on: connection)
        let composed = try prepare(SQL(composed: "SELECT 1"), on: connection)
        cache.keep(kept, for: Self.literal)
        cache.keep(composed, for: SQL(composed: "SELECT 1"))
        #expect(cache[Self.literal] === kept)
        #expect(cache[SQL(composed: "SELECT 1")] === composed)
        #expect(cache[Self.otherLiteral] == nil)
        #expect(cache[SQL(composed: "SELECT 2")] == nil)
    }

    @Test func `a full cache drops what is idle, and keeps what is being read`() throws {
        let connection = try openInMemory()
        var cache = StatementCache()
        let (busy, idle) = (
            try prepare(Self.literal, on: connection),
            try prepare(Self.otherLiteral, on: connection)
        )
        busy.begin()
        cache.keep(busy, for: Self.literal)
        cache.keep(idle, for: Self.otherLiteral)
        for number in 0..<StatementCache.limit {
            let sql = SQL(composed: "SELECT \(number)")
            cache.keep(try prepare(sql, on: connection), for: sql)
            #expect(cache[sql] != nil)
            #expect(cache.count <= StatementCache.limit)
        }
        #expect(cache[Self.literal] === busy)
        #expect(cache[Self.otherLiteral] == nil)
        #expect(cache[SQL(composed: "SELECT 0")] == nil)

        cache.keep(idle, for: Self.otherLiteral)
        #expect(cache[Self.otherLiteral] === idle)
    }

    private func openInMemory() throws -> Connection {
        SQLiteLibrary.prepare()
        let file = DatabaseFile(path: "test.db", on: .simulated(SimulatedDisk(seed: 1)))
        return try Connection(to: file, .plain, Settings())
    }

    private func prepare(_ sql: SQL, on connection: Connection) throws -> Statement {
        let text =
            switch sql.text {
            case .literal(let literal): literal.description
            case .composed(let text): text
            }
        return try text.withCString { try Statement($0, text.utf8.count, on: connection) }
    }
}
