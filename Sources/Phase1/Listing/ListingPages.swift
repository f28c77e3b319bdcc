import EventLoop
import PublicAPI
import Resilience

extension Safeguard {
    /// Without it each listing is read and written anew: see what that costs.
    static let listingPages = Safeguard("listing-pages")
}

/// Pages of the listing as they were last written, all of one version of the stores. Nothing here is
/// ever out of date: the version is read in the same moment of the data as the page would be.
struct ListingPages: Sendable {
    private static let mostPages = 512

    private var version: Int64 = 0
    private var pages: [ListingQuery: [UInt8]] = [:]

    func page(_ query: ListingQuery, of version: Int64) -> [UInt8]? {
        version == self.version ? pages[query] : nil
    }

    mutating func keep(_ page: [UInt8], for query: ListingQuery, of version: Int64) {
        if version != self.version || pages.count >= Self.mostPages {
            pages.removeAll(keepingCapacity: true)
            self.version = version
        }
        pages[query] = page
    }
}
