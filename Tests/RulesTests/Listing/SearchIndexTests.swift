import ListingRules
import Testing

@Suite struct SearchIndexTests {
    @Test func `a word is asked for by its pairs, a syllable by itself`() throws {
        #expect(try expression("치킨집") == #""14rc157s" AND "157s13v5""#)
        #expect(try expression("치") == #""14rc""#)
        #expect(try expression("A") == #""002p""#)
    }

    @Test func `nothing that a query says is an operator of the index`() throws {
        for text in [#"" OR "#, "a* NEAR(b)", "AND", "^x -y", "col:z", #"""#, "\u{0}\u{1f}x", "()"]
        {
            for term in try expression(text).split(separator: " AND ") {
                let inner = term.dropFirst().dropLast()
                #expect(term.first == "\"" && term.last == "\"")
                #expect(inner.utf8.allSatisfy { letters.contains($0) } && !inner.isEmpty)
                #expect(inner.utf8.count == 4 || inner.utf8.count == 8)
            }
        }
    }

    @Test func `pairs do not reach over the end of a word or a name`() {
        let document = tokens(of: ["교촌 치킨", "피자"])
        #expect(document == tokens(of: ["교촌"]).union(tokens(of: ["치킨"])).union(tokens(of: ["피자"])))
        #expect(document.count == 9)
    }

    @Test func `the index finds whatever matches, and short words need nothing else`() throws {
        var foundCount = 0
        for seed in 0..<3_000 {
            var generator = SeededGenerator(seed: UInt64(seed))
            let names = (0..<Int.random(in: 1..<4, using: &generator)).map { _ in
                randomText(1..<8, using: &generator)
            }
            guard let query = try SearchQuery(randomText(1..<5, using: &generator)) else {
                continue
            }
            let matches = query.matches(names.map { SearchText($0) })
            let isFound = terms(of: query).isSubset(of: tokens(of: names))
            foundCount += matches ? 1 : 0
            #expect(!matches || isFound, "seed \(seed)")
            #expect(!query.isDecidedByIndex || matches == isFound, "seed \(seed)")
        }
        #expect(foundCount > 100)
    }

    @Test func `a long word needs a second look`() throws {
        let query = try #require(try SearchQuery("치킨치"))
        let names = ["치킨 킨치"]
        #expect(terms(of: query).isSubset(of: tokens(of: names)))
        #expect(!query.matches(names.map { SearchText($0) }) && !query.isDecidedByIndex)
    }

    // MARK: - What an index does

    private let letters = Set("0123456789abcdefghijklmnopqrstuvwxyz".utf8)

    private func expression(_ text: String) throws -> String {
        try #require(try SearchQuery(text)).matchExpression
    }

    private func tokens(of names: [String]) -> Set<Substring> {
        Set(SearchIndex.document(of: names.map { SearchText($0) }).split(separator: " "))
    }

    private func terms(of query: SearchQuery) -> Set<Substring> {
        Set(query.matchExpression.split(separator: " AND ").map { $0.dropFirst().dropLast() })
    }

    private func randomText(
        _ count: Range<Int>, using generator: inout SeededGenerator
    ) -> String {
        let letters = ["치", "킨", "\u{110e}\u{1175}", "b", "B", "É", "😋", " ", "\u{11ab}"]
        return (0..<Int.random(in: count, using: &generator)).map { _ in
            letters[Int.random(in: letters.indices, using: &generator)]
        }.joined()
    }
}
