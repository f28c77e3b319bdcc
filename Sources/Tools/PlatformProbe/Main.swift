import EventLoop
import Glibc
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
        let database = try open(in: configuration[ProbeSettings.data], environment, lifecycle)
        let upstream = configuration[ProbeSettings.upstream].map {
            Client($0, loops: environment.loops, transport: environment.transport)
        }
        var router = Routes.router(forwardingTo: upstream, storingIn: database)
        router.addHealth(of: lifecycle, Liveness(of: environment.loops))
        let server = Server(
            loops: environment.loops, transport: environment.transport,
            onFault: { _, error in say("fault: \(error)") }, handler: router.handler)
        let port = configuration[ProbeSettings.port]
        try environment.serve(server, on: .tcp(host: "127.0.0.1", port: port), during: lifecycle)
        if let address = server.address { say("listening on http://\(address)") }
    }

    /// In `path`, or in a temporary folder that goes when the process stops.
    private static func open(
        in path: String?, _ environment: Environment, _ lifecycle: Lifecycle
    ) throws -> Database {
        let folder = try path.map(environment.folder) ?? environment.temporaryFolder()
        if path == nil {
            lifecycle.whenStopping("removing the temporary folder") { _ in folder.remove() }
        }
        let database = try folder.open("probe", schema: Ledger.schema)
        lifecycle.whenStopping("closing the database") { _ in await database.close() }
        return database
    }

    private static func say(_ line: String) {
        let text = Array("platform-probe: \(line)\n".utf8)
        _ = write(STDERR_FILENO, text, text.count)
    }
}
