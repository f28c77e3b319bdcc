import EventLoop
import HTTP
import JSON
import Runtime
import Storage

@testable import Corpus

/// A small shop behind a simulated network: it takes members and orders, an order is paid when it
/// has been asked for three times, and everything that it was asked is written down.
final class Shop: Sendable {
    struct Asked: Sendable {
        let method: Method
        let target: String
        let fields: Fields
        let body: String
    }

    static let url = "http://shop:80"

    private let log = Lock<[Asked]>([])
    private let timesAsked = Lock<[String: Int]>([:])

    var asked: [Asked] { log.withLock { $0 } }

    /// Plays scenarios against a shop of their own, under virtual time.
    static func play(
        _ texts: [String], variables: [String: String] = [:], jobs: Int = 4
    ) throws -> (outcomes: [Outcome], shop: Shop) {
        let scenarios = try texts.enumerated().map { number, text in
            NamedScenario(name: "story \(number)", scenario: try scenario(text))
        }
        let shop = Shop()
        let outcomes = try shop.inWorld { environment in
            var randomness = environment.makeRandomness()
            let surroundings = Surroundings(
                url: url, given: variables, unixMilliseconds: environment.unixMilliseconds,
                drawingFrom: &randomness)
            let runner = Runner(
                environment: environment, messenger: Messenger(environment),
                surroundings: surroundings, jobs: jobs)
            return await runner.run(scenarios) { _ in }
        }
        return (outcomes, shop)
    }

    static func play(_ text: String) throws -> Outcome {
        try play([text]).outcomes[0]
    }

    /// Opens the shop, and runs `body` as a process of its network.
    func inWorld<Result: Sendable>(
        _ body: @escaping @Sendable (Environment) async throws -> Result
    ) throws -> Result {
        let simulation = Simulation(seed: 1)
        defer { simulation.end() }
        let network = MemoryNetwork(simulation)
        let environment = Environment.simulated(
            "corpus", in: simulation, network: network, disk: SimulatedDisk(seed: 1))
        let counter = simulation.makeLoop(name: "shop")
        let server = Server(
            loops: [counter], transport: .memory(network, host: "shop"), onFault: { _, _ in },
            handler: recording(router.handler))
        counter.execute { try? server.listen(on: .tcp(host: "shop", port: 80)) }
        simulation.run(until: simulation.now.advanced(byMilliseconds: 1))
        let answer: Swift.Result<Result, any Error> = try simulation.run(
            on: environment.loops[0]
        ) {
            do { return .success(try await body(environment)) } catch { return .failure(error) }
        }
        return try answer.get()
    }

    private func recording(_ handler: @escaping Handler) -> Handler {
        { request in
            let body = try await request.body.collect(upToBytes: 1 << 20)
            self.log.withLock {
                $0.append(
                    Asked(
                        method: request.method, target: request.target.description,
                        fields: request.fields, body: String(decoding: body, as: UTF8.self)))
            }
            var request = request
            request.body = .bytes(body)
            return try await handler(request)
        }
    }

    private var router: Router {
        var router = Router()
        router.on(.post, "/v1/members") { request in
            let member = try JSON(parsing: try await request.body.collect(upToBytes: 1_024))
            var response = Response.json(
                text: "{\"id\": \"member_1\", \"name\": \(try member["name"])}", .created)
            response.fields.append("baedal-version", "v7")
            return response
        }
        router.on(.get, "/v1/orders/{id}", String.self) { _, order in
            let count = self.timesAsked.withLock { times in
                times[order, default: 0] += 1
                return times[order, default: 0]
            }
            return .json(text: "{\"state\": \"\(count < 3 ? "pending" : "paid")\"}")
        }
        router.on(.post, "/v1/orders") { _ in
            throw Problem(.conflict, code: "store-closed", detail: "It is closed.")
        }
        router.on(.get, "/v1/stores") { request in
            let words = request.target.queryItems.map { "\($0.name)=\($0.value)" }
            let items = String(decoding: JSONWriter.bytes(of: words), as: UTF8.self)
            return .json(text: "{\"items\": \(items)}")
        }
        router.on(.post, "/echo") { request in
            Response(.ok, .text, body: request.body)
        }
        router.on(.get, "/openapi.json") { _ in
            .json(text: Self.openAPI)
        }
        return router
    }

    private static let openAPI = """
        {"openapi": "3.1.0",
         "paths": {"/v1/members": {"post": {}}, "/v1/orders": {"post": {}},
                   "/v1/orders/{id}": {"parameters": [], "get": {}}},
         "components": {"schemas": {"Problem": {"properties": {
             "code": {"enum": ["store-closed", "item-unknown"]}}}}}}
        """
}

extension Response {
    /// JSON as it is written here.
    fileprivate static func json(text: String, _ status: Status = .ok) -> Response {
        Response(status, .json, body: .bytes(Array(text.utf8)))
    }
}
