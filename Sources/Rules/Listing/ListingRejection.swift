public import Kernel

public enum ListingRejection: Rejection {
    case queryTooLong
    case placeMissing
    case placeOffTheMap
    case limitInvalid
    /// Not one of ours, or of another query.
    case cursorInvalid

    public var code: String {
        switch self {
        case .queryTooLong: "query-too-long"
        case .placeMissing: "place-missing"
        case .placeOffTheMap: "place-off-the-map"
        case .limitInvalid: "limit-invalid"
        case .cursorInvalid: "cursor-invalid"
        }
    }

    public var detail: String {
        switch self {
        case .queryTooLong:
            "A search has at most \(SearchQuery.mostCharacters) characters "
                + "and \(SearchQuery.mostWords) words."
        case .placeMissing: "Sorting by distance needs `near`."
        case .placeOffTheMap:
            "The map goes from \(Place.bounds.lowerBound) to \(Place.bounds.upperBound) metres."
        case .limitInvalid:
            "A page has \(Listing.pageLimits.lowerBound) to \(Listing.pageLimits.upperBound) stores."
        case .cursorInvalid:
            "A cursor is what `next` said, sent back as it is, with the same query."
        }
    }
}
