import EventLoop
import HTTP
import Runtime

/// The payment provider and the push provider: what lies beyond every phase, with a store of its own
/// that no switch touches.
@main
struct OutsideWorld {
    static func main() {
        Program(OutsideWorldSettings.form).run { configuration, environment, lifecycle in
            try start(
                on: .tcp(host: "127.0.0.1", port: configuration[OutsideWorldSettings.port]),
                keepingDataIn: configuration[OutsideWorldSettings.data], in: environment,
                during: lifecycle)
        }
    }

    /// Wires the process, live or simulated; on its first loop.
    static func start(
        on address: Address, keepingDataIn folder: String, in environment: Environment,
        during lifecycle: Lifecycle
    ) throws {
        let store = try Store(in: environment.folder(folder), environment, lifecycle)
        let chance = Chance(environment)
        let conduct = Conduct(store: store, chance: chance, environment: environment)
        let silence = Silence(environment, lifecycle)
        var router = Router()
        PaymentRoutes(
            ledger: PaymentLedger(store: store), conduct: conduct, chance: chance,
            silence: silence, environment: environment
        ).add(to: &router)
        PushRoutes(log: PushLog(store: store), conduct: conduct, environment: environment)
            .add(to: &router)
        BehaviourRoutes(store: store).add(to: &router)
        router.addProcessRoutes(of: lifecycle, in: environment)
        try environment.serve(environment.makeServer(router), on: address, during: lifecycle)
        // The last to be added is the first to end: those who are kept waiting for nothing.
        lifecycle.whenStopping("breaking the silence") { _ in silence.end() }
    }
}
