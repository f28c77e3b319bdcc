import EventLoop
import HTTP
import ProbeLedger
import Runtime
import Storage

/// A development server over the platform alone. It belongs to no phase and holds no business word.
@main
struct PlatformProbe {
    static func main() {
        Program(ProbeSettings.form).run { configuration, environment, lifecycle in
            try start(configuration, environment, lifecycle)
        }
    }

    private static func start(
        _ configuration: Configuration, _ environment: Environment, _ lifecycle: Lifecycle
    ) throws {
        let database = try configuration[ProbeSettings.data].map {
            try open(in: environment.folder($0), environment, lifecycle)
        }
        let upstream = configuration[ProbeSettings.upstream].map {
            Client($0, loops: environment.loops, transport: environment.transport)
        }
        var router = Routes.router(forwardingTo: upstream, storingIn: database)
        router.addProcessRoutes(of: lifecycle, in: environment)
        if let database { environment.telemetry.metrics.observe(database, as: "probe") }
        let port = configuration[ProbeSettings.port]
        let server = environment.makeServer(
            router, observingRequests: configuration[ProbeSettings.telemetry])
        try environment.serve(
            server, on: .tcp(host: "127.0.0.1", port: port),
            during: lifecycle)
    }

    private static func open(
        in folder: DataFolder, _ environment: Environment, _ lifecycle: Lifecycle
    ) throws -> Database {
        let database = try folder.open("probe", schema: Ledger.schema)
        lifecycle.whenStopping("closing the database") { _ in await database.close() }
        return database
    }
}
