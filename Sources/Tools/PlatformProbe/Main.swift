import EventLoop
import Glibc
import HTTP
import ProbeLedger
import Storage

/// A development server over the platform alone. It belongs to no phase and holds no business word.
@main
struct PlatformProbe {
    static func main() {
        do throws(Options.Problem) {
            guard let options = try Options(CommandLine.arguments) else {
                print(Options.help)
                return
            }
            exit(run(options))
        } catch {
            say("\(error). Try --help.")
            exit(2)
        }
    }

    private static func run(_ options: Options) -> Int32 {
        do throws(SystemError) {
            let signals = try Signals([SIGTERM, SIGINT])
            let loops = try EventLoops(count: options.loops)
            return loops.run { loops in await serve(options, loops, signals) }
        } catch {
            say("cannot start: \(error)")
            return 1
        }
    }

    private static func serve(
        _ options: Options, _ loops: EventLoops, _ signals: Signals
    ) async -> Int32 {
        let upstream = options.upstream.map { Client($0, loops: loops.all) }
        do {
            let database = try options.database.map { path in
                try Database(DatabaseFile(path: path), schema: Ledger.schema, holder: "probe")
            }
            let router = Routes.router(forwardingTo: upstream, storingIn: database)
            let server = Server(
                loops: loops.all, onFault: { _, error in say("fault: \(error)") },
                handler: router.handler)
            try server.listen(on: .tcp(host: "127.0.0.1", port: options.port))
            let (stop, stopped) = AsyncStream<Void>.makeStream()
            try signals.deliver(to: loops.first) { _ in stopped.yield() }
            if let address = server.address { say("listening on http://\(address)") }
            for await _ in stop { break }
            await server.drain(by: loops.first.now.advanced(byMilliseconds: 5_000))
            await database?.close()
            return 0
        } catch {
            say("cannot serve: \(error)")
            return 1
        }
    }

    private static func say(_ line: String) {
        let text = Array("platform-probe: \(line)\n".utf8)
        _ = write(STDERR_FILENO, text, text.count)
    }
}
