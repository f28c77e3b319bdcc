import EventLoop
import HTTP
import ProviderAPI
import Runtime

/// Answers as the present behaviour has it: late, not at all, or with a failure that came before
/// the effect or after it, which the caller cannot tell apart.
struct Conduct: Sendable {
    enum Call: Sendable {
        /// It moves money.
        case charge
        case ask
        case push
        /// It reads the books, which are there to judge by: they fail only when all is down.
        case books
    }

    /// Of the failures, so many come when all is done.
    private static let afterEffectPercent = 50

    let store: Store
    let chance: Chance
    let environment: Environment

    func answer(
        _ call: Call, _ effect: () async throws -> Response
    ) async throws -> Response {
        let behaviour = try await store.read { reader in try reader.behaviour() }
        guard !behaviour.isDown else { throw Problem.down }
        try await wait(behaviour)
        let failurePercent = behaviour.failurePercent(of: call)
        guard failurePercent > 0, chance.comes(inPercent: failurePercent) else {
            return try await effect()
        }
        if chance.comes(inPercent: Self.afterEffectPercent) { _ = try await effect() }
        throw Problem.failed
    }

    private func wait(_ behaviour: Behaviour) async throws {
        let jitter = behaviour.jitterMilliseconds
        let wait =
            behaviour.latencyMilliseconds + (jitter > 0 ? chance.upTo(milliseconds: jitter) : 0)
        if wait > 0 { try await environment.loop.sleep(milliseconds: wait) }
    }
}

extension Behaviour {
    fileprivate func failurePercent(of call: Conduct.Call) -> Int {
        switch call {
        case .charge: chargeFailurePercent
        case .ask: askFailurePercent
        case .push: pushFailurePercent
        case .books: 0
        }
    }
}
