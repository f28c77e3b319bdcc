import Kernel
import ListingRules
import Testing

private let town = Place(x: 100, y: 100)

private func store(
    _ number: Int, _ name: String = "교촌치킨", at place: Place = town, stars: Int = 0,
    reviews: Int = 0, orders: Int = 0, isAd: Bool = false
) -> ListingEntry {
    ListingEntry(
        id: StoreID(bits: UInt128(number)), names: [SearchText(name)], category: "chicken",
        place: place, starSum: stars, reviewCount: reviews, orderCount: orders, isAd: isAd)
}

private func listed(_ listing: Listing, _ stores: [ListingEntry]) -> [Int] {
    listing.page(of: stores, limit: 50).stores.map { Int($0.id.bits) }
}

@Suite struct ListingTests {
    @Test func `the nearest store comes first, up to the range`() throws {
        let stores = [
            store(1, at: Place(x: 3_100, y: 4_100)), store(2, at: Place(x: 3_101, y: 4_100)),
            store(3, at: Place(x: 99, y: 100)), store(4),
        ]
        #expect(listed(try Listing(near: town), stores) == [4, 3, 1])
    }

    @Test func `a rating sorts by its average, and no review is the worst`() throws {
        let stores = [
            store(1), store(2, stars: 9, reviews: 2), store(3, stars: 4, reviews: 1),
            store(4, stars: 1, reviews: 1),
        ]
        #expect(listed(try Listing(sort: .rating), stores) == [2, 3, 4, 1])
    }

    @Test func `ads come first, sorted among themselves`() throws {
        let stores = [
            store(1, orders: 9), store(2, orders: 1, isAd: true), store(3, orders: 5),
            store(4, orders: 2, isAd: true),
        ]
        #expect(listed(try Listing(sort: .orders), stores) == [4, 2, 1, 3])
    }

    @Test func `among equals the older store comes first`() throws {
        for sort in ListingSort.allCases {
            let listing = try Listing(near: town, sort: sort)
            #expect(listed(listing, [store(3), store(1), store(2)]) == [1, 2, 3])
        }
    }

    @Test func `a listing is of one category, or of all`() throws {
        var cafe = store(1, "카페")
        cafe.category = "cafe"
        #expect(listed(try Listing(category: "cafe"), [cafe, store(2)]) == [1])
        #expect(listed(try Listing(), [cafe, store(2)]) == [1, 2])
        let search = try SearchQuery("페")
        #expect(listed(try Listing(search: search), [cafe, store(2)]) == [1])
    }

    @Test func `without a place nothing is near`() throws {
        #expect(throws: ListingRejection.placeMissing) { try Listing(sort: .distance) }
        #expect(throws: ListingRejection.placeOffTheMap) {
            try Listing(near: Place(x: 50_001, y: 0))
        }
        #expect(try Listing().sort == .rating && Listing(near: town).sort == .distance)
    }

    @Test func `a page has its limits`() throws {
        #expect(try Listing.pageLimit(nil) == 20)
        #expect(try Listing.pageLimit(50) == 50)
        for limit in [0, -1, 51] {
            #expect(throws: ListingRejection.limitInvalid) { try Listing.pageLimit(limit) }
        }
    }

    @Test func `pages joined are the whole, however the stores stand`() throws {
        for seed in 0..<100 {
            var generator = SeededGenerator(seed: UInt64(seed))
            let stores = (0..<Int.random(in: 0..<40, using: &generator)).map { number in
                store(
                    number, at: Place(x: .random(in: 95...105, using: &generator), y: 100),
                    stars: .random(in: 0...3, using: &generator), reviews: 1,
                    orders: .random(in: 0...3, using: &generator),
                    isAd: Int.random(in: 0..<4, using: &generator) == 0)
            }.shuffled(using: &generator)
            for sort in ListingSort.allCases {
                let listing = try Listing(near: town, sort: sort)
                var joined: [Int] = []
                var cursor: ListingCursor?
                repeat {
                    let page = listing.page(of: stores, after: cursor, limit: 7)
                    joined += page.stores.map { Int($0.id.bits) }
                    let isLast = joined.count == stores.count
                    #expect((page.next == nil) == isLast, "seed \(seed), \(sort)")
                    cursor = try page.next.map { try listing.cursor($0.description) }
                } while cursor != nil && joined.count <= stores.count
                #expect(joined == listed(listing, stores), "seed \(seed), \(sort)")
            }
        }
    }
}

@Suite struct ListingCursorTests {
    private let position = ListingPosition(isAd: true, key: -4_711, id: StoreID(bits: .max))

    @Test(arguments: [Int64.min, -1, 0, .max], [true, false])
    func `a cursor is read as it was written`(key: Int64, isAd: Bool) throws {
        let listing = try Listing(category: "cafe", search: SearchQuery("커피"), near: town)
        let position = ListingPosition(isAd: isAd, key: key, id: StoreID(bits: .max))
        let text = listing.cursor(after: position).description
        #expect(try listing.cursor(text).position == position)
        #expect(text.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7f })
    }

    @Test func `a cursor of another query is refused`() throws {
        let queries = [
            try Listing(), try Listing(sort: .orders), try Listing(near: town, sort: .orders),
            try Listing(near: Place(x: 100, y: 101), sort: .orders), try Listing(category: "cafe"),
            try Listing(search: SearchQuery("커피")), try Listing(search: SearchQuery("커 피")),
            try Listing(search: SearchQuery("cafe")),
        ]
        for one in queries {
            let text = one.cursor(after: position).description
            for other in queries where other != one {
                #expect(throws: ListingRejection.cursorInvalid) { try other.cursor(text) }
            }
        }
    }

    @Test func `a cursor is the same in every process`() throws {
        let text = try Listing(category: "cafe").cursor(after: position).description
        #expect(text == "a.-4711.store_7zzzzzzzzzzzzzzzzzzzzzzzzz.4fareh4t1w1")
    }

    @Test func `no letter of a cursor can be changed`() throws {
        let listing = try Listing()
        let text = listing.cursor(after: position).description
        for index in text.indices {
            for letter in ["A", "+", " ", "_", ""] where letter != String(text[index]) {
                let bent = text[..<index] + letter + text[text.index(after: index)...]
                #expect(throws: ListingRejection.cursorInvalid) { try listing.cursor(String(bent)) }
            }
        }
        for junk in ["", ".", "...", "a.0", "a.0.store_.0", text + ".", "s" + text, text + text] {
            #expect(throws: ListingRejection.cursorInvalid) { try listing.cursor(junk) }
        }
    }
}

@Suite struct NeighbourhoodTests {
    @Test func `no store in range is outside its squares, and none is in two runs`() {
        for seed in 0..<300 {
            var generator = SeededGenerator(seed: UInt64(seed))
            // Corners and edges of the map and of its squares are where it would go wrong.
            let ends = [-50_000, -49_999, -1, 0, 999, 1_000, 49_000, 50_000]
            func coordinate() -> Int {
                Bool.random(using: &generator)
                    ? ends.randomElement(using: &generator) ?? 0
                    : .random(in: Place.bounds, using: &generator)
            }
            let centre = Place(x: coordinate(), y: coordinate())
            let cells = Neighbourhood.cells(within: Listing.rangeMetres, of: centre)
            #expect(cells.count <= 11, "seed \(seed)")
            for _ in 0..<200 {
                let place = Place(
                    x: centre.x + .random(in: -5_200...5_200, using: &generator),
                    y: centre.y + .random(in: -5_200...5_200, using: &generator))
                guard place.isOnTheMap else { continue }
                let runs = cells.count { $0.contains(Neighbourhood.cell(of: place)) }
                let isInRange =
                    centre.squaredMetres(to: place) <= Listing.rangeMetres * Listing.rangeMetres
                #expect(isInRange ? runs == 1 : runs <= 1, "seed \(seed), \(place)")
            }
        }
    }

    @Test func `a neighbourhood is little more than its circle`() {
        let squares = Neighbourhood.cells(within: 5_000, of: Place(x: 500, y: 500))
        // The circle has 79 square kilometres, and touches the squares on its edge.
        #expect(squares.reduce(0) { $0 + $1.count } == 101)
    }
}
