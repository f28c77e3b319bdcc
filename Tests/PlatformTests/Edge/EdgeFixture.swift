import Edge
import EventLoop
import HTTP
import Resilience

/// A front around a handler, on one loop under virtual time, called as the server would.
struct EdgeFixture: Sendable {
    let handler: Handler
    let edge: Edge
    let faults: Record<String>

    init(
        on loop: EventLoop, without: Without = .nothing, observed: @escaping Middleware = { $0 },
        settings change: (inout EdgeSettings) -> Void = { _ in },
        handler: @escaping Handler
    ) {
        var settings = EdgeSettings()
        change(&settings)
        let faults = Record<String>()
        edge = Edge(
            settings, loops: [loop], without: without,
            makeRandomness: { SeededGenerator(seed: 7) }, observed: observed,
            onFault: { request, error in
                faults.add("\(request.fields[.requestID] ?? "none") \(error)")
            })
        self.faults = faults
        self.handler = edge(handler)
    }

    /// The answer as a client gets it, problems included.
    func answer(_ request: Request) async throws -> EdgeAnswer {
        do {
            return try await EdgeAnswer(handler(request))
        } catch let problem as Problem {
            return try await EdgeAnswer(problem.response())
        }
    }

    func get(_ path: String, _ fields: [(FieldName, String)] = []) async throws -> EdgeAnswer {
        try await answer(.get(path, fields))
    }
}

struct EdgeAnswer: Sendable {
    let status: Int
    let fields: Fields
    let text: String

    init(_ response: Response) async throws {
        status = Int(response.status.code)
        fields = response.fields
        text = String(decoding: try await response.body.collect(upToBytes: 1 << 20), as: UTF8.self)
    }

    subscript(name: FieldName) -> String? { fields[name] }
}

extension Request {
    static func get(
        _ path: String, _ fields: [(FieldName, String)] = [], from peer: String? = "192.0.2.1"
    ) -> Request {
        guard let target = Target(path) else { preconditionFailure("\(path) is no target") }
        var request = Request(.get, target)
        for (name, value) in fields { request.fields.append(name, value) }
        request.peer = peer
        return request
    }
}

extension Response {
    static func shared(_ text: String, seconds: Int = 60, vary: String? = nil) -> Response {
        var response = Response.text(text)
        response.fields.append(.cacheControl, "public, max-age=\(seconds)")
        if let vary { response.fields.append("vary", vary) }
        return response
    }
}
