import HTTP

/// Gives answers an `ETag`, unless the handler knows one that is cheaper: a version that it has
/// read anyway. It stands behind the cache, so that what is kept is tagged once.
enum Tagging {
    private static let mostBytes = 1 << 16

    static func around(_ next: @escaping Handler) -> Handler {
        { request in
            var response = try await next(request)
            guard request.method == .get || request.method == .head, response.status == .ok,
                !response.fields.contains(.etag)
            else { return response }
            // What answers HEAD without the body of GET cannot know its tag.
            guard case .bytes(let body) = try await response.gathered(upToBytes: mostBytes) else {
                return response
            }
            response.fields.append(.etag, EntityTag.text(of: body))
            return response
        }
    }
}

extension Response {
    /// The body, when it is there or known to be small. A stream of an upstream's small answer is
    /// pulled here and kept in its place.
    mutating func gathered(upToBytes limit: Int) async throws -> Body {
        if case .stream(let stream) = body, let length = stream.length, length <= limit {
            let bytes = try await stream.collect(upToBytes: limit)
            // The answer to HEAD says a length and brings nothing; that stays so.
            if bytes.count == length { body = .bytes(bytes) }
        }
        return body
    }
}
