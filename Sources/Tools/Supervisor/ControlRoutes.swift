import EventLoop
import HTTP
import JSON
import Processes
import Runtime

/// What the supervisor answers on its own socket, which only this user can reach.
struct ControlRoutes: Sendable {
    let supervision: Supervision
    let lifecycle: Lifecycle
    let loop: EventLoop
    private let began: Instant

    init(_ supervision: Supervision, _ lifecycle: Lifecycle, on loop: EventLoop) {
        self.supervision = supervision
        self.lifecycle = lifecycle
        self.loop = loop
        began = loop.now
    }

    func add(to router: inout Router) {
        router.on(.get, "/status") { _ in .json(supervision.report(oneself)) }
        router.on(.post, "/stop") { _ in
            let farewells = await supervision.stop()
            lifecycle.stop()
            return .json(farewells)
        }
    }

    /// The supervisor is a process, too.
    private var oneself: ProcessReport {
        let identity = ProcessIdentity.own
        return ProcessReport(
            name: "supervisor", program: "baedal", pid: identity.map { Int($0.id) }, state: .ready,
            note: nil, milliseconds: Int(loop.now.nanoseconds(since: began) / 1_000_000),
            restarts: 0, memoryBytes: identity?.memoryBytes, store: nil, storeBytes: nil)
    }
}
