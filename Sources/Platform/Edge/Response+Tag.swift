import HTTP

extension Response {
    private static let mostTaggedStreamBytes = 1 << 16

    /// Gives an answer its `ETag`, unless the handler knows one that is cheaper: a version that it
    /// has read anyway. What answers HEAD without the body of GET cannot know its tag.
    mutating func tag() async throws {
        guard status == .ok, !fields.contains(.etag),
            case .bytes(let body) = try await gathered(upToBytes: Self.mostTaggedStreamBytes)
        else { return }
        fields.append(.etag, EntityTag.text(of: body))
    }

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
