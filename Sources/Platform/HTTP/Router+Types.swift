// Routes whose places are read as the types they are of.

extension Router {
    /// Adds a route whose places have the given types, in their order:
    ///
    ///     router.on(.get, "/stores/{id}/menu/{itemId}", StoreID.self, ItemID.self) {
    ///         request, store, item in …
    ///     }
    public mutating func on<each Parameter: PathParameter>(
        _ method: Method, _ pattern: String, _ types: repeat (each Parameter).Type,
        handler: @escaping @Sendable (Request, repeat each Parameter) async throws -> Response
    ) {
        var count = 0
        for _ in repeat each types { count += 1 }
        let call = Endpoint.Call.placed { request, texts in
            var values = PlaceValues(texts)
            return try await handler(request, repeat try values.next((each Parameter).self))
        }
        add(method, pattern, typeCount: count, call)
    }
}

/// Hands the values of a path's places out, one after the other, each as its type.
private struct PlaceValues {
    private var texts: ArraySlice<String>

    init(_ texts: [String]) {
        self.texts = texts[...]
    }

    mutating func next<Parameter: PathParameter>(
        _ type: Parameter.Type
    ) throws(Problem) -> Parameter {
        let value = texts.popFirst().flatMap(Parameter.init(segment:))
        guard let value else { throw Router.notFound }
        return value
    }
}
