/// Finds the handler of a path and method: a tree with a level a segment, built once.
///
/// A literal segment goes before a place, so `/me/orders` and `/{id}/orders` can stand together.
public struct Router: Sendable {
    /// Where the values of the places stand in the path.
    typealias Places = [Range<Int>]

    struct Endpoint: Sendable {
        enum Call: Sendable {
            case plain(Handler)
            case placed(@Sendable (Request, Places) async throws -> Response)
        }

        /// Its place in `routes`.
        let route: Int
        let call: Call
    }

    private static let mostPlaces = 4

    private struct Node {
        var literals: [(octets: [UInt8], node: Int)] = []
        var parameter: Int?
        /// What a path that ends here finds, and what all longer ones find.
        var endpoints = Endpoints()
        var rest = Endpoints()
        /// Whether the rest of the path is a value for someone.
        var restIsPlace = false
    }

    private struct Match {
        let node: Int
        var isRest = false
    }

    private var nodes = [Node()]
    /// In the order in which they were added.
    public private(set) var routes: [Route] = []

    public init() {}

    // MARK: Building

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
        precondition(count <= Self.mostPlaces, "a route has at most \(Self.mostPlaces) places")
        let call = Endpoint.Call.placed { request, places in
            var values = PlaceValues(request.target, places)
            return try await handler(request, repeat try values.next((each Parameter).self))
        }
        add(method, pattern, typeCount: count, call)
    }

    /// Adds a route without places.
    public mutating func on(_ method: Method, _ pattern: String, handler: @escaping Handler) {
        add(method, pattern, typeCount: 0, .plain(handler))
    }

    private mutating func add(
        _ method: Method, _ text: String, typeCount: Int, _ call: Endpoint.Call
    ) {
        let pattern = RoutePattern(text)
        precondition(
            pattern.parameterCount == typeCount,
            "\(pattern.parameterCount) places and \(typeCount) types: \(text)")
        let endpoint = Endpoint(route: routes.count, call: call)
        routes.append(Route(method: method, pattern: text))
        var node = 0
        for segment in pattern.segments {
            switch segment {
            case .literal, .parameter: node = child(of: node, for: segment)
            case .rest:
                nodes[node].restIsPlace = true
                return nodes[node].rest.add(endpoint, for: method)
            case .anything: return nodes[node].rest.add(endpoint, for: method)
            }
        }
        nodes[node].endpoints.add(endpoint, for: method)
    }

    private mutating func child(of node: Int, for segment: RoutePattern.Segment) -> Int {
        switch segment {
        case .literal(let octets):
            if let known = nodes[node].literals.first(where: { $0.octets == octets }) {
                return known.node
            }
            nodes.append(Node())
            nodes[node].literals.append((octets, nodes.count - 1))
        case .parameter, .rest, .anything:
            if let known = nodes[node].parameter { return known }
            nodes.append(Node())
            nodes[node].parameter = nodes.count - 1
        }
        return nodes.count - 1
    }

    // MARK: Routing

    /// The router as a handler: 404 when no route has the path, 405 with `Allow` when none has the
    /// method. GET routes answer HEAD too; the server leaves the body out. OPTIONS is answered with
    /// what a path allows, and `OPTIONS *` with what there is on any.
    public var handler: Handler {
        { request in
            var places: Places = []
            let found = request.target.withPath { path in
                self.find(path, from: 0, at: 0, &places)
            }
            guard let found else {
                guard request.target.isAsterisk else { throw Self.notFound }
                return Self.options(self.methods)
            }
            guard let endpoint = self.endpoint(found, request.method) else {
                return try Self.otherMethod(request.method, of: self.endpoints(found).methods)
            }
            request.note?.routeIndex = endpoint.route
            switch endpoint.call {
            case .plain(let handler): return try await handler(request)
            case .placed(let handler): return try await handler(request, places)
            }
        }
    }

    private func find(
        _ path: UnsafeBufferPointer<UInt8>, from slash: Int, at node: Int, _ places: inout Places
    ) -> Match? {
        guard slash < path.count, path[slash] == Octet.slash else {
            return slash == path.count && !nodes[node].endpoints.isEmpty ? Match(node: node) : nil
        }
        let start = slash + 1
        let end = path[start...].firstIndex(of: Octet.slash) ?? path.count
        let segment = UnsafeBufferPointer(rebasing: path[start..<end])
        for literal in nodes[node].literals where segment.equals(literal.octets) {
            if let found = find(path, from: end, at: literal.node, &places) { return found }
        }
        if let parameter = nodes[node].parameter {
            places.append(start..<end)
            if let found = find(path, from: end, at: parameter, &places) { return found }
            places.removeLast()
        }
        guard !nodes[node].rest.isEmpty else { return nil }
        if nodes[node].restIsPlace { places.append(start..<path.count) }
        return Match(node: node, isRest: true)
    }

    private func endpoints(_ match: Match) -> Endpoints {
        match.isRest ? nodes[match.node].rest : nodes[match.node].endpoints
    }

    private func endpoint(_ match: Match, _ method: Method) -> Endpoint? {
        let endpoints = endpoints(match)
        return endpoints[method] ?? (method == .head ? endpoints[.get] : nil)
    }

    static let notFound = Problem(.notFound, code: "not-found", detail: "There is nothing here.")

    private static func otherMethod(
        _ method: Method, of methods: Set<Method>
    ) throws -> Response {
        if method == .options { return options(methods) }
        let names = allow(methods)
        var problem = Problem(
            .methodNotAllowed, code: "method-not-allowed", detail: "Allowed here: \(names).")
        problem.fields.append(.allow, names)
        throw problem
    }

    private static func options(_ methods: Set<Method>) -> Response {
        var response = Response(.noContent)
        response.fields.append(.allow, allow(methods))
        return response
    }

    /// The value of `Allow`, with the methods that need no route of their own.
    private static func allow(_ methods: Set<Method>) -> String {
        var allowed = methods.union([.options])
        if allowed.contains(.get) { allowed.insert(.head) }
        return allowed.map(\.rawValue).sorted().joined(separator: ", ")
    }

    private var methods: Set<Method> {
        Set(nodes.flatMap { $0.endpoints.methods.union($0.rest.methods) })
    }
}

/// The endpoints of one path: so few that to look through them is quicker than to hash a method.
private struct Endpoints: Sendable {
    private var byMethod: [(method: Method, endpoint: Router.Endpoint)] = []

    var isEmpty: Bool { byMethod.isEmpty }
    var methods: Set<Method> { Set(byMethod.map(\.method)) }

    subscript(method: Method) -> Router.Endpoint? {
        for index in byMethod.indices where byMethod[index].method == method {
            return byMethod[index].endpoint
        }
        return nil
    }

    mutating func add(_ endpoint: Router.Endpoint, for method: Method) {
        precondition(self[method] == nil, "a route is defined once")
        byMethod.append((method, endpoint))
    }
}

/// Hands the values of a path's places out, one after the other, each as its type.
private struct PlaceValues {
    private let target: Target
    private let places: Router.Places
    private var position = 0

    init(_ target: Target, _ places: Router.Places) {
        self.target = target
        self.places = places
    }

    mutating func next<Parameter: PathParameter>(
        _ type: Parameter.Type
    ) throws(Problem) -> Parameter {
        defer { position += 1 }
        let place = places[position]
        let text = target.withPath { PercentEncoding.decode($0[place]) }
        guard let value = text.flatMap(Parameter.init(segment:)) else { throw Router.notFound }
        return value
    }
}
