/// Finds the handler of a path and method: a tree with a level a segment, built once.
///
/// A literal segment goes before a place, so `/me/orders` and `/{id}/orders` can stand together.
public struct Router: Sendable {
    /// Where the values of the places stand in the path.
    typealias Places = [Range<Int>]

    /// A handler that is told what stands in the places of its route, percent-decoded.
    public typealias PlacedHandler = @Sendable (Request, [String]) async throws -> Response

    struct Endpoint: Sendable {
        enum Call: Sendable {
            case plain(Handler)
            case placed(PlacedHandler)
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

    /// Adds a route whose handler reads its places itself: after it has asked who is there.
    public mutating func on(_ method: Method, _ pattern: String, handler: @escaping PlacedHandler) {
        add(method, pattern, typeCount: nil, .placed(handler))
    }

    /// Adds a route without places.
    public mutating func on(_ method: Method, _ pattern: String, handler: @escaping Handler) {
        add(method, pattern, typeCount: 0, .plain(handler))
    }

    mutating func add(
        _ method: Method, _ text: String, typeCount: Int?, _ call: Endpoint.Call
    ) {
        let pattern = RoutePattern(text)
        let count = pattern.parameterCount
        precondition(count <= Self.mostPlaces, "at most \(Self.mostPlaces) places: \(text)")
        precondition(count == typeCount ?? count, "\(count) places, not as many types: \(text)")
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
            case .placed(let handler):
                return try await handler(request, try Self.texts(of: places, in: request.target))
            }
        }
    }

    /// No text, or an escape that is none, names nothing that exists.
    private static func texts(of places: Places, in target: Target) throws(Problem) -> [String] {
        var texts: [String] = []
        for place in places {
            let text = target.withPath { PercentEncoding.decode($0[place]) }
            guard let text, !text.isEmpty else { throw notFound }
            texts.append(text)
        }
        return texts
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
        // By their places: to go over a copy of the array costs counting its references.
        for index in nodes[node].literals.indices
        where segment.equals(nodes[node].literals[index].octets) {
            let next = nodes[node].literals[index].node
            if let found = find(path, from: end, at: next, &places) { return found }
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
