public import HTTP
import Identity
public import JSON
public import PublicAPI

// From a request to a call. What is not as the contract has it is refused here, before any handler.
//
// What knows the types is compiled where an endpoint is mounted, for its own: made for all types at
// once it would look them up again with every request.

extension Mounted {
    @inlinable @inline(__always)
    func read<ID: PathID, Query: QueryTerms, Body: Described>(
        _ request: Request, _ places: [String]
    ) async throws -> Call<ID, Query, Body> {
        guard let id = ID(places) else { throw Problem(ID.problems[ID.problems.endIndex - 1]) }
        let query: Query = try query(of: request)
        let terms = try terms(of: request)
        guard let nothing = Nothing() as? Body else {
            let bytes = try await bytes(of: request)
            return Call(id, query, try body(bytes), terms, key(terms, request, bytes), request)
        }
        return Call(id, query, nothing, terms, key(terms, request, []), request)
    }

    @inlinable
    func query<Query: QueryTerms>(of request: Request) throws(Problem) -> Query {
        do throws(QueryError) {
            return try Query(QueryItems(request.target.queryItems, for: Query.self))
        } catch {
            throw Problem(.malformedRequest, error.description)
        }
    }

    @inlinable
    func body<Body: Described>(_ bytes: [UInt8]) throws(Problem) -> Body {
        do throws(JSONError) {
            return try Body(try JSON(parsing: bytes))
        } catch {
            throw Problem(.malformedRequest, error.description)
        }
    }

    // MARK: The same for all types

    /// What a request says in its fields.
    @usableFromInline
    struct Terms: Sendable {
        let after: String?
        let keyText: String?
        let waitMilliseconds: Int
    }

    @usableFromInline
    func terms(of request: Request) throws(Problem) -> Terms {
        Terms(
            after: try request.fields.token(.baedalAfter, PublicAPI.versions),
            keyText: needsKey ? try keyText(of: request) : nil,
            waitMilliseconds: mayWait ? 1_000 * Preferences.waitSeconds(request.fields) : 0)
    }

    private func keyText(of request: Request) throws(Problem) -> String {
        guard let key = try request.fields.token(.idempotencyKey, PublicAPI.idempotencyKeys) else {
            throw Problem(.idempotencyKeyMissing)
        }
        return key
    }

    @usableFromInline
    func bytes(of request: Request) async throws -> [UInt8] {
        guard request.fields.saysJSON else { throw Problem(.unsupportedMediaType) }
        return try await request.body.collect(upToBytes: PublicAPI.bodyLimitBytes)
    }

    @usableFromInline
    func key(_ terms: Terms, _ request: Request, _ body: [UInt8]) -> IdempotencyKey? {
        terms.keyText.map {
            IdempotencyKey(text: $0, fingerprint: Self.fingerprint(request, body))
        }
    }

    /// Of the path too: one key for two stores' ads is two requests.
    private static func fingerprint(_ request: Request, _ body: [UInt8]) -> Digest {
        var hash = SHA256()
        request.target.withPath { hash.update($0.span) }
        hash.update([0].span)
        hash.update(body.span)
        return hash.finish()
    }
}

extension Fields {
    /// The one value of that name; nil when there is none.
    fileprivate func token(_ name: FieldName, _ limits: TextLimits) throws(Problem) -> String? {
        guard contains(name) else { return nil }
        let value = withOnlyValue(name) { String(decoding: $0, as: UTF8.self) }
        guard let value, limits.allows(value) else {
            throw Problem(
                .malformedRequest, "\(name): expected it once, as a text of \(limits.words)")
        }
        return value
    }

    /// `application/json`, with or without parameters.
    fileprivate var saysJSON: Bool {
        withOnlyValue(.contentType) { value in
            let end = value.firstIndex { $0 == UInt8(ascii: ";") || $0 == UInt8(ascii: " ") }
            let type = value[..<(end ?? value.endIndex)]
            return type.elementsEqual("application/json".utf8) { $0 | 0x20 == $1 | 0x20 }
        } ?? false
    }
}
