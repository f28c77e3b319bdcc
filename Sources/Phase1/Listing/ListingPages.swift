import EventLoop
import PublicAPI
import Resilience

extension Safeguard {
    /// Without it each listing is read and written anew: see what that costs.
    static let listingPages = Safeguard("listing-pages")
}

/// A page of the listing as it was written, and what tells it from the page of another version.
struct ListingPage: Equatable, Sendable {
    let bytes: [UInt8]
    let tag: String
}

/// Pages of the listing as they were last written, all of one version of the stores, for one loop.
/// Nothing here is ever out of date: the version is read in the same moment of the data as the page
/// would be.
///
/// A turn of the loop is one moment. What is answered in it had begun to arrive before, so one look
/// at the database, like a snapshot that is kept open, is true for all of them. (Only a request that
/// was pipelined behind another may have come later. Who must see a write says `Baedal-After`, and
/// always gets a look of its own.) The next turn looks again.
struct ListingPages: Sendable {
    static let mostPages = 512

    private var version: Int64?
    private var tag = ""
    private var pages: [ListingQuery: [UInt8]] = [:]
    /// In which turn the version was last read.
    private var turn: Int?

    var count: Int { pages.count }

    /// Nil also when nobody has looked in this turn.
    func page(_ query: ListingQuery, inTurn turn: Int) -> ListingPage? {
        turn == self.turn ? page(query) : nil
    }

    /// The page of a version that was read in this turn.
    mutating func page(
        _ query: ListingQuery, of version: Int64, inTurn turn: Int
    ) -> ListingPage? {
        if version != self.version {
            pages.removeAll(keepingCapacity: true)
            self.version = version
            tag = "\"listing-\(version)\""
        }
        self.turn = turn
        return page(query)
    }

    /// Keeps a page of the version that was read last, and gives it.
    mutating func keep(_ bytes: [UInt8], for query: ListingQuery) -> ListingPage {
        if pages.count >= Self.mostPages { pages.removeAll(keepingCapacity: true) }
        pages[query] = bytes
        return ListingPage(bytes: bytes, tag: tag)
    }

    private func page(_ query: ListingQuery) -> ListingPage? {
        pages[query].map { ListingPage(bytes: $0, tag: tag) }
    }
}
