import Kernel
import Testing

@testable import PublicAPI

@Suite struct QueryTests {
    private func read<Query: QueryTerms>(
        _ items: [(name: String, value: String)], as type: Query.Type = Query.self
    ) throws(QueryError) -> Query {
        try Query(QueryItems(items, for: Query.self))
    }

    private func sent(_ query: some QueryTerms) -> [(name: String, value: String)] {
        query.items.compactMap { name, value in value.map { (name, $0) } }
    }

    @Test(arguments: ListingQuery.examples)
    func `a listing's query is read as it was sent`(query: ListingQuery) throws {
        #expect(try read(sent(query)) == query)
    }

    @Test(arguments: PageQuery.examples)
    func `a page's query is read as it was sent`(query: PageQuery) throws {
        #expect(try read(sent(query)) == query)
    }

    @Test func `every parameter is in an example`() {
        let shown = Set(ListingQuery.examples.flatMap { sent($0).map(\.name) })
        #expect(shown == Set(ListingQuery.parameters.map(\.name)))
    }

    @Test func `without a query there is a first page of the usual length`() throws {
        #expect(try read([], as: PageQuery.self) == PageQuery(limit: 20, cursor: nil))
    }

    @Test(arguments: [
        ("limit", "0"), ("limit", "51"), ("limit", "+5"), ("limit", "05"), ("limit", ""),
        ("limit", "5.0"), ("cursor", ""), ("cursor", "a b"), ("category", "Chicken"),
        ("category", ""), ("sort", "price"), ("near", "1"), ("near", "1,2,3"), ("near", "1, 2"),
        ("near", "+1,2"), ("near", "50001,0"), ("near", "0,-50001"), ("near", ""), ("q", ""),
        ("q", "a\u{0}b"), ("q", String(repeating: "치", count: 101)), ("Q", "치킨"),
        ("colour", "red"),
    ])
    func `what the contract has not is refused by its name`(name: String, value: String) {
        let error = #expect(throws: QueryError.self) {
            try read([(name, value)], as: ListingQuery.self)
        }
        #expect(error?.parameter == name)
    }

    @Test func `a parameter that comes twice is refused`() {
        #expect(throws: QueryError(parameter: "limit", expected: "it once")) {
            try read([("limit", "5"), ("limit", "5")], as: PageQuery.self)
        }
    }

    @Test func `where there is no query, none is taken`() {
        #expect(throws: QueryError(parameter: "limit", expected: "no query here")) {
            try read([("limit", "5")], as: NoQuery.self)
        }
    }

    @Test(arguments: [("-50000,50000", -50_000, 50_000), ("0,-7", 0, -7)])
    func `a place is two integers`(text: String, x: Int, y: Int) throws {
        #expect(try read([("near", text)], as: ListingQuery.self).near == Place(x: x, y: y))
    }
}
