import EventLoop
import Processes
import Runtime
import Supervisor

/// Lets every process finish what it has begun, and ends it.
struct Stop {
    /// For the supervisor itself, once its processes have ended, or when it does not answer.
    private static let supervisorMilliseconds = 5_000

    private let loop: EventLoop
    private let folder = RunFolder()

    init(on loop: EventLoop) {
        self.loop = loop
    }

    func run() async throws -> Int32 {
        switch try Running.look(in: folder) {
        case .nothing: Screen.show("Nothing runs here.")
        case .supervised(let supervisor): try await stop(supervisor)
        case .halfDead: break
        }
        try await Running.clearLeftovers(in: folder, on: loop)
        return 0
    }

    private func stop(_ supervisor: ProcessIdentity?) async throws {
        do {
            for farewell in try await Control(folder, on: loop).stop() {
                Screen.show("  \(farewell.sentence)")
            }
            if try await hasEnded(supervisor) { return Screen.show("Stopped.") }
        } catch {
            Screen.complain("the supervisor does not answer: \(error)")
        }
        guard let supervisor else {
            throw StartFailure(.unfinished, "a supervisor begins just now: try again")
        }
        Screen.show("The supervisor (pid \(supervisor.id)) is killed.")
        supervisor.signal(.kill)
        _ = try await hasEnded(supervisor)
    }

    private func hasEnded(_ supervisor: ProcessIdentity?) async throws -> Bool {
        let deadline = loop.now.advanced(byMilliseconds: Self.supervisorMilliseconds)
        return await supervisor?.ended(by: deadline, on: loop) ?? true
    }
}

extension Farewell {
    fileprivate var sentence: String {
        switch manner {
        case .drained: "\(name) finished and ended in \(Screen.span(milliseconds: milliseconds))"
        case .killed:
            "\(name) was killed: it had not stopped in \(Screen.span(milliseconds: milliseconds))"
        case .wasNotRunning: "\(name) was not running"
        }
    }
}
