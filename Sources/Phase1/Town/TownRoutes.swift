import Edge
import EventLoop
import HTTP
import JSON
import Kernel
import PublicDoor
import Runtime
import Storage
import TownRules

/// How a town is brought in: for the operator, and no part of the public contract.
///
///     POST /internal/town   {"stores": 1000, "orders": 100000, "seed": 1}
///     GET  /internal/town   how far it is
struct TownRoutes: Sendable {
    static let path = "/internal/town"
    private static let mostBodyBytes = 1_024

    private let monolith: Monolith
    private let check: TokenCheck<Caller>
    private let scope: TaskScope
    private let progress = TownProgress()

    init(_ monolith: Monolith, behind check: TokenCheck<Caller>, during lifecycle: Lifecycle) {
        self.monolith = monolith
        self.check = check
        let scope = TaskScope(loop: monolith.environment.loop)
        self.scope = scope
        lifecycle.whenStopping("leaving the town as it is") { deadline in
            scope.cancelAll()
            await scope.drained(by: deadline)
        }
    }

    func add(to router: inout Router) {
        router.on(.get, Self.path, handler: forOperators { _ in .json(progress.now) })
        router.on(.post, Self.path, handler: forOperators(load))
    }

    private func forOperators(
        _ handler: @escaping @Sendable (Request) async throws -> Response
    ) -> Handler {
        check { request, caller in
            guard caller.role == .operator else {
                throw Problem(
                    .forbidden, code: "forbidden", detail: "This is for the operator.")
            }
            return try await handler(request)
        }
    }

    private func load(_ request: Request) async throws -> Response {
        let bytes = try await request.body.collect(upToBytes: Self.mostBodyBytes)
        let scale: PlannedTown.Scale
        do throws(JSONError) {
            scale = try PlannedTown.Scale(JSON(parsing: bytes))
        } catch {
            throw Problem(.badRequest, code: "malformed-request", detail: "\(error)")
        }
        guard try await isEmpty(), progress.begin() else {
            throw Problem(
                .conflict, code: "town-exists",
                detail: "There are people here already: make reset, and begin with an empty town.")
        }
        scope.loop.execute { scope.spawn { await load(scale) } }
        return .json(progress.now, .accepted)
    }

    private func load(_ scale: PlannedTown.Scale) async {
        do {
            try await monolith.loadTown(scale, telling: progress)
            progress.update { $0.stage = .loaded }
        } catch {
            let reason = "\(error)"
            progress.update {
                $0.stage = .failed
                $0.reason = reason
            }
        }
    }

    /// Whether none of the town's people is here.
    private func isEmpty() async throws -> Bool {
        try await monolith.database.read { reader in
            try reader.first(
                "SELECT 1 FROM members WHERE email = ?", Monolith.townEmail(.customer, 1)
            ) { _ in true } == nil
        }
    }
}

extension PlannedTown.Scale {
    fileprivate init(_ json: JSON) throws(JSONError) {
        try self.init(
            stores: json["stores"].int(in: Self.storeCounts),
            orders: json["orders"].int(in: Self.orderCounts),
            seed: UInt64(json["seed"].int(in: 0...Int.max)))
    }
}
