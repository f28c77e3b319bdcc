import HTTP
import JSON
import ProviderAPI
import Runtime

/// The push provider, as those see it who call it.
struct PushRoutes: Sendable {
    let log: PushLog
    let conduct: Conduct
    let environment: Environment

    func add(to router: inout Router) {
        router.on(.post, ProviderPath.pushes) { request in
            try await rejecting { try await conduct.answer(.push) { try await deliver(request) } }
        }
        router.on(.get, ProviderPath.pushes) { request in
            try await rejecting { try await conduct.answer(.books) { try await pushes(request) } }
        }
    }

    private func deliver(_ request: Request) async throws -> Response {
        let batch: PushBatch = try await request.read()
        try await log.deliver(batch, at: environment.moment)
        return Response(.noContent)
    }

    private func pushes(_ request: Request) async throws -> Response {
        let (after, limit) = try request.page()
        let kind = request.target.queryItems.first { $0.name == "kind" }?.value
        let pushes = try await log.pushes(of: kind, after: after, limit: limit)
        return .json(ProviderPage(pushes, limit: limit, position: \.position))
    }
}
