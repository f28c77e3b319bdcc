import HTTP
import ProviderAPI

/// How the world behaves, told and changed while it runs.
struct BehaviourRoutes: Sendable {
    let store: Store

    func add(to router: inout Router) {
        router.on(.get, ProviderPath.behaviour) { _ in
            .json(try await store.read { reader in try reader.behaviour() })
        }
        router.on(.put, ProviderPath.behaviour) { request in
            try await rejecting {
                let behaviour: Behaviour = try await request.read()
                try await store.write { transaction in try transaction.set(behaviour) }
                return .json(behaviour)
            }
        }
    }
}
