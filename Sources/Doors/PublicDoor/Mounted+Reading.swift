import HTTP
import Identity
import JSON
import PublicAPI

// From a request to a call. What is not as the contract has it is refused here, before any handler.

extension Mounted {
    func read(_ request: Request, _ places: [String]) async throws -> Call<ID, Query, Body> {
        guard let id = ID(places) else { throw Problem(ID.problems[ID.problems.endIndex - 1]) }
        let query = try query(of: request)
        let after = try request.fields.token(.baedalAfter, PublicAPI.versions)
        let keyText = try facts.asks.contains(.idempotencyKey) ? key(of: request) : nil
        let (body, bytes) = try await body(of: request)
        return Call(
            id: id, query: query, body: body, after: after,
            waitMilliseconds: facts.asks.contains(.wait)
                ? 1_000 * Preferences.waitSeconds(request.fields) : 0,
            request: request,
            key: keyText.map {
                IdempotencyKey(text: $0, fingerprint: Self.fingerprint(request, bytes))
            })
    }

    private func query(of request: Request) throws(Problem) -> Query {
        do throws(QueryError) {
            return try Query(QueryItems(request.target.queryItems, for: Query.self))
        } catch {
            throw Problem(.malformedRequest, error.description)
        }
    }

    private func key(of request: Request) throws(Problem) -> String {
        guard let key = try request.fields.token(.idempotencyKey, PublicAPI.idempotencyKeys) else {
            throw Problem(.idempotencyKeyMissing)
        }
        return key
    }

    private func body(of request: Request) async throws -> (Body, bytes: [UInt8]) {
        if let nothing { return (nothing, []) }
        guard request.fields.saysJSON else { throw Problem(.unsupportedMediaType) }
        let bytes = try await request.body.collect(upToBytes: PublicAPI.bodyLimitBytes)
        do throws(JSONError) {
            return (try Body(try JSON(parsing: bytes)), bytes)
        } catch {
            throw Problem(.malformedRequest, error.description)
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
        let values = values(name)
        guard values.count == 1, limits.allows(values[0]) else {
            throw Problem(
                .malformedRequest, "\(name): expected it once, as a text of \(limits.words)")
        }
        return values[0]
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
