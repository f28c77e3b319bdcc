import EventLoop
import Glibc
import Runtime

/// Shows a visitor around a running system. It knows what the public API tells anybody, and no phase:
///
///     baedal-guide order   walks one order from log-in to reviewed, with what happens underneath
///     baedal-guide seed    fills the town with people, stores and a day of orders
@main
struct Guide {
    static func main() {
        var arguments = CommandLine.arguments.dropFirst()
        let tour = arguments.popFirst()
        do {
            switch tour {
            case "order": try run(WalkSettings.form, Array(arguments), Walk.start)
            case "seed": try run(SeedSettings.form, Array(arguments), Seed.start)
            default: complain("say order or seed, and --help behind it")
            }
        } catch let problems as ConfigurationProblems {
            for problem in problems.all { complain("\(problem)") }
        } catch {
            complain("\(error)")
        }
        exit(ExitStatus.usage.rawValue)
    }

    private typealias Tour = @Sendable (Configuration, Environment) async throws -> Void

    /// Comes back only if it was not understood.
    private static func run(
        _ form: ConfigurationForm, _ arguments: [String], _ tour: @escaping Tour
    ) throws {
        guard let configuration = try form.read(arguments: arguments, variables: [:]) else {
            print(form.help, terminator: "")
            exit(ExitStatus.done.rawValue)
        }
        let loops = try EventLoops(count: 1)
        let environment = Environment.live("baedal-guide", loops: loops)
        exit(
            loops.run { _ in
                do {
                    try await tour(configuration, environment)
                    return 0
                } catch {
                    complain("it ends here: \(error)")
                    return 1
                }
            })
    }

    private static func complain(_ sentence: String) {
        Page.write("baedal-guide: \(sentence)\n", to: STDERR_FILENO)
    }
}
