import HTTP

/// Tells the version of each answer (`ETag`), and 304 to whoever has that version already:
/// `If-None-Match` (RFC 9110, 13.1.2).
enum ConditionalRequests {
    static func around(_ next: @escaping Handler) -> Handler {
        { request in
            var response = try await next(request)
            guard request.method == .get || request.method == .head, response.status == .ok else {
                return response
            }
            if !response.fields.contains(.etag) { try await response.tag() }
            guard request.fields.contains(.ifNoneMatch), let tag = response.fields[.etag] else {
                return response
            }
            let known = request.fields.values(.ifNoneMatch).joined(separator: ",")
            return EntityTag.list(known, names: tag) ? response.notModified : response
        }
    }
}

extension Response {
    /// The same without its body and what describes it. `ETag`, `Cache-Control` and `Vary` stay.
    fileprivate var notModified: Response {
        var fields = self.fields
        for name in [FieldName.contentType, .contentEncoding, .contentLanguage] {
            fields.remove(name)
        }
        return Response(.notModified, fields: fields)
    }
}

extension FieldName {
    static let contentEncoding: FieldName = "content-encoding"
    static let contentLanguage: FieldName = "content-language"
}
