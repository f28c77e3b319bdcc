public import EventLoop
import Glibc
public import Resilience
public import Telemetry

/// A process from its first line to its exit status.
///
/// It reads the configuration, turns the loops, has itself wired, and waits. SIGTERM and SIGINT
/// drain it, within a limit; a second one ends it at once.
public struct Program: Sendable {
    /// Wires the process on its first loop, and returns when all is started.
    public typealias Start =
        @Sendable (Configuration, Environment, Lifecycle) async throws -> Void

    public static let loops = Setting(
        "loops", .number(1...EventLoops.most), default: EventLoops.coreCount,
        "How many event loops there are, each a thread. One a core is best.")

    public static let drainMilliseconds = Setting(
        "drain-limit", .number(0...600_000, unit: "milliseconds"), default: 10_000,
        "How long a process that was asked to stop may finish what it has begun.")

    public static let logLevel = Setting(
        "log-level", .oneOf, default: LogLevel.info,
        "From which level on lines are written to standard error.")

    public static let collector = Setting(
        optional: "collector", .httpAddress, "Where spans are sent to, as OTLP over HTTP.")

    public static let sampleOneIn = Setting(
        "sample-one-in", .number(0...1_000_000), default: 1,
        "How many of the traces that begin here have their spans sent. With 0 none has.")

    /// With the settings that every process has.
    public let form: ConfigurationForm
    private let without: Setting<Without>?

    /// `settings` are the process' own; `without`, where it has one, names the safeguards that can be
    /// switched off.
    public init(_ settings: ConfigurationForm, without: Setting<Without>? = nil) {
        var form = settings
        form.add(Self.loops)
        form.add(Self.drainMilliseconds)
        form.add(Self.logLevel)
        form.add(Self.collector)
        form.add(Self.sampleOneIn)
        if let without { form.add(without) }
        self.form = form
        self.without = without
    }

    /// Runs the process that this is, to its end. `arguments` are what follows its name.
    public func run(
        _ arguments: [String] = Array(CommandLine.arguments.dropFirst()), _ start: @escaping Start
    ) -> Never {
        do throws(ConfigurationProblems) {
            let variables = ProcessVariables.all()
            guard let configuration = try form.read(arguments: arguments, variables: variables)
            else {
                print(form.help, terminator: "")
                exit(ExitStatus.done.rawValue)
            }
            exit(turn(configuration, start).rawValue)
        } catch {
            for problem in error.all { say("\(problem)") }
            exit(ExitStatus.usage.rawValue)
        }
    }

    private func turn(_ configuration: Configuration, _ start: @escaping Start) -> ExitStatus {
        do {
            // Both before there is a second thread.
            let signals = try Signals([SIGTERM, SIGINT])
            let sockets = try InheritedSockets.take()
            let loops = try EventLoops(count: configuration[Self.loops])
            let environment = Environment.live(
                form.program, loops: loops, without: without.map { configuration[$0] } ?? .nothing,
                logLevel: configuration[Self.logLevel], collector: configuration[Self.collector],
                sampleOneIn: configuration[Self.sampleOneIn], inheritedSockets: sockets)
            let status = loops.run { _ in
                await live(configuration, environment, signals, start).rawValue
            }
            return ExitStatus(rawValue: status) ?? .fault
        } catch {
            return refuse(error)
        }
    }

    private func live(
        _ configuration: Configuration, _ environment: Environment, _ signals: Signals,
        _ start: Start
    ) async -> ExitStatus {
        let first = environment.loops[0]
        let lifecycle = Lifecycle(on: first)
        let limit = configuration[Self.drainMilliseconds]
        let telemetry = environment.telemetry
        lifecycle.whenStopping("writing the last lines") { await telemetry.flush(by: $0) }
        var status = ExitStatus.done
        do {
            try signals.deliver(to: first) { _ in stop(lifecycle) }
            try await start(configuration, environment, lifecycle)
            lifecycle.started()
            await lifecycle.untilStopIsWanted()
        } catch {
            status = refuse(error)
        }
        // The kernel's own timer, whose signal kills: the limit holds even where a loop is stuck.
        alarm(UInt32(limit / 1_000 + 2))
        if let step = await lifecycle.drain(by: first.now.advanced(byMilliseconds: limit)) {
            breakOff("\(step) was not finished after \(limit) milliseconds")
        }
        return status
    }

    private func stop(_ lifecycle: Lifecycle) {
        if lifecycle.isStopWanted { breakOff("asked to stop a second time") }
        lifecycle.stop()
    }

    /// Not by way of the loops: what still runs on them may not let them stop.
    private func breakOff(_ reason: String) -> Never {
        say("\(reason): what was under way is broken off")
        _exit(ExitStatus.unfinished.rawValue)
    }

    private func refuse(_ error: any Error) -> ExitStatus {
        let failure = StartFailure(error)
        say(failure.description)
        return failure.status
    }

    private func say(_ sentence: String) {
        let line = Array("\(form.program): \(sentence)\n".utf8)
        _ = write(STDERR_FILENO, line, line.count)
    }
}
