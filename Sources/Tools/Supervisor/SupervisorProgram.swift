import EventLoop
import HTTP
import Processes
import Runtime

/// The process that owns the public socket and all other processes. `baedal up` starts it, and it
/// stays when that has ended.
public enum SupervisorProgram {
    static let topology = Setting(
        required: "topology", .path, "The topology.json that says which processes there are.")

    static let port = Setting(
        "port", .port, default: 8_080,
        "Where the system is reached, on 127.0.0.1. With 0 the system chooses a port.")

    static let start = Setting(
        "start-limit", .number(1...600_000, unit: "milliseconds"), default: 30_000,
        "How long a process may take to become ready.")

    static let stop = Setting(
        "stop-limit", .number(1...60_000, unit: "milliseconds"), default: 11_000,
        "How long a process may take to stop before it is killed.")

    static let interval = Setting(
        "probe-interval", .number(1...600_000, unit: "milliseconds"), default: 1_000,
        "How often a process is asked how it is.")

    static let probe = Setting(
        "probe-limit", .number(1...60_000, unit: "milliseconds"), default: 3_000,
        "How long it may take to answer; the third time that it does not, it is killed.")

    static let form = ConfigurationForm(
        "supervisor", prefix: "SUPERVISOR",
        about: "starts the processes of a topology, watches them, and starts them again.",
        notes: "It answers on .baedal/run/control.sock: GET /status, POST /stop.",
        topology, port, start, stop, interval, probe)

    public static func run(_ arguments: [String]) -> Never {
        Program(form).run(arguments) { configuration, environment, lifecycle in
            try await start(configuration, environment, lifecycle)
        }
    }

    private static func start(
        _ configuration: Configuration, _ environment: Environment, _ lifecycle: Lifecycle
    ) async throws {
        guard environment.loops.count == 1 else {
            throw StartFailure(.usage, "a supervisor has one loop: give --loops 1")
        }
        let folder = RunFolder()
        let file = try TopologyFile(configuration[topology])
        try folder.make()
        guard let lock = try LockFile(folder.lock) else {
            throw StartFailure(.unfinished, "another supervisor runs here: end it with baedal stop")
        }
        try lock.say("\(ProcessIdentity.own.map { "\($0)" } ?? "")\n")
        lifecycle.whenStopping("letting go of the lock") { _ in withExtendedLifetime(lock) {} }
        let supervision = try Supervision(
            of: file, publicSocket: try publicSocket(configuration[port], for: file.topology),
            in: folder,
            patience: Patience(
                startMilliseconds: configuration[start], stopMilliseconds: configuration[stop],
                intervalMilliseconds: configuration[interval],
                probeMilliseconds: configuration[probe]),
            environment)
        try serve(supervision, folder, environment, lifecycle)
        supervision.start()
        lifecycle.whenStopping("stopping the processes") { _ in _ = await supervision.stop() }
        try await supervision.untilReady()
    }

    private static func serve(
        _ supervision: Supervision, _ folder: RunFolder, _ environment: Environment,
        _ lifecycle: Lifecycle
    ) throws(StartFailure) {
        var router = Router()
        ControlRoutes(supervision, lifecycle, on: environment.loops[0]).add(to: &router)
        router.addProcessRoutes(of: lifecycle, in: environment)
        var limits = ServerLimits()
        limits.connections = 64
        // Stopping is answered when all have stopped.
        limits.handlerMilliseconds = 600_000
        let server = environment.makeServer(router, observingRequests: false, limits: limits)
        try environment.serve(server, on: .unix(path: folder.control), during: lifecycle)
    }

    private static func publicSocket(
        _ port: UInt16, for topology: Topology
    ) throws(StartFailure) -> ListeningSocket {
        do throws(SystemError) {
            return try ListeningSocket(port: port)
        } catch {
            guard let holder = PortHolder.find(port) else {
                throw .cannotListen(on: .tcp(host: "127.0.0.1", port: port), error)
            }
            throw StartFailure(
                .unavailable,
                "port \(port) is taken by \(holder): end it, or choose another port, as in "
                    + "make phase\(topology.phase) PORT=\(port &+ 1)")
        }
    }
}
