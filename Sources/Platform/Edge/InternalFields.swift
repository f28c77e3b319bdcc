import HTTP

/// Fields that processes of ours use among each other, such as who the caller is. From outside they
/// are lies, and nobody behind the front gets to read them.
struct InternalFields: Sendable {
    let names: [FieldName]

    func callAsFunction(_ next: @escaping Handler) -> Handler {
        guard !names.isEmpty else { return next }
        return { request in
            var request = request
            for name in names { request.fields.remove(name) }
            return try await next(request)
        }
    }
}
