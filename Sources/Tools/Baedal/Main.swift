import EventLoop
import Glibc
import Runtime
import Supervisor

/// The command line of the system: see `Command.page`.
@main
struct Baedal {
    static func main() {
        do throws(UsageFault) {
            let arguments = Array(CommandLine.arguments.dropFirst())
            switch try Command(arguments) {
            case .help: print(Command.page)
            case .supervise(let settings): SupervisorProgram.run(settings)
            case .products(let phase): run { _ in try Products(phase: phase).run() }
            case .up(let phase, let port):
                run { loop in try await Up(phase: phase, port: port, on: loop).run() }
            case .status: run { loop in try await ShowStatus(on: loop).run() }
            case .whereabouts: run { loop in try await ShowWhereabouts(on: loop).run() }
            case .logs(let name, let follows):
                run { loop in try await ShowLogs(of: name, follows: follows, on: loop).run() }
            case .stop: run { loop in try await Stop(on: loop).run() }
            case .reset(let isAgreed):
                run { loop in try await Reset(isAgreed: isAgreed, on: loop).run() }
            }
        } catch {
            Screen.complain("\(error)")
            exit(ExitStatus.usage.rawValue)
        }
    }

    /// Turns one loop until the command is done, and ends with its status.
    private static func run(
        _ command: @escaping @Sendable (EventLoop) async throws -> Int32
    ) -> Never {
        do {
            let loops = try EventLoops(count: 1)
            exit(
                loops.run { loops in
                    do {
                        return try await command(loops.first)
                    } catch {
                        Screen.complain("\(error)")
                        return (error as? StartFailure)?.status.rawValue ?? 1
                    }
                })
        } catch {
            Screen.complain("\(error)")
            exit(ExitStatus.fault.rawValue)
        }
    }
}
