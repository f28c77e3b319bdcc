import EventLoop
import HTTP
import JSON
import PublicAPI
import PublicDoor
import Runtime

/// Has a running system filled with a town, and tells how far it is, what the audit says, and who can
/// log in.
struct Seed: Sendable {
    private static let lookMilliseconds = 1_000
    private static let path: StaticString = "/internal/town"

    private let environment: Environment
    private let client: Client
    private let desk: OperatorDesk
    private let scale: TownScale
    private let page = Page()

    static func start(_ configuration: Configuration, in environment: Environment) async throws {
        let client = Client(
            configuration[GuideSettings.url], loops: environment.loops,
            transport: environment.transport)
        let desk = try await OperatorDesk(
            PublicClient(client), secretsAt: configuration[GuideSettings.secrets])
        let scale = TownScale(
            stores: configuration[SeedSettings.stores], orders: configuration[SeedSettings.orders],
            seed: configuration[SeedSettings.seed])
        let seed = Seed(environment: environment, client: client, desk: desk, scale: scale)
        try await seed.run()
    }

    private init(
        environment: Environment, client: Client, desk: OperatorDesk, scale: TownScale
    ) {
        self.environment = environment
        self.client = client
        self.desk = desk
        self.scale = scale
    }

    private func run() async throws {
        let began = environment.now
        var order = Request(.post, Self.path)
        order.fields.append(.contentType, "application/json")
        order.body = .bytes(JSONWriter.bytes(of: scale))
        var report = try await answer(to: order)
        while report.stage == "loading" {
            page.tell(
                "  \(report.stores) stores, \(report.orders) of \(scale.orders) orders"
                    + (report.unsent > 0 ? ", \(report.unsent) pushes on their way" : ""))
            try await environment.loop.sleep(milliseconds: Self.lookMilliseconds)
            report = try await answer(to: Request(.get, Self.path))
        }
        guard report.stage != "none" else {
            throw NoTown(
                description: "the system was started again meanwhile; what it had so far is whole")
        }
        guard report.stage == "loaded" else {
            throw NoTown(description: report.reason ?? report.stage)
        }
        let seconds = environment.now.nanoseconds(since: began) / 1_000_000_000
        page.tell("  \(report.stores) stores and \(report.orders) orders in \(seconds) s\n")
        page.tell("  The audit: \(try await desk.audit(within: environment))\n")
        page.tell(logins(report))
    }

    private func answer(to request: Request) async throws -> TownReport {
        var request = request
        request.fields.append(.authorization, "Bearer \(desk.token)")
        let response = try await client.send(request)
        let bytes = try await response.body.collect(upToBytes: 1 << 16)
        let json = try JSON(parsing: bytes)
        guard response.status.isSuccess else {
            throw NoTown(description: try json["detail"].string())
        }
        return try json.read()
    }

    private func logins(_ report: TownReport) -> String {
        let rows = report.people.map { people in
            "    \(people.role): \(people.first) to \(people.last), password \(people.password)"
        }
        let lines =
            ["  Log in, with POST /v1/sessions, as"] + rows + [
                "    operator: \(OperatorDesk.email), its password is in .baedal/secrets"
            ]
        return lines.joined(separator: "\n")
    }
}

struct NoTown: Error, CustomStringConvertible {
    let description: String
}
