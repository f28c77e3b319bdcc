import EventLoop
import Processes
import Runtime
import Supervisor

/// Where the system is reached, and the folder of its phase, in one line for scripts.
struct ShowWhereabouts {
    private let loop: EventLoop
    private let folder = RunFolder()

    init(on loop: EventLoop) {
        self.loop = loop
    }

    func run() async throws -> Int32 {
        guard case .supervised = try Running.look(in: folder),
            let report = try await Running.report(in: folder, on: loop)
        else {
            throw StartFailure(.unavailable, "nothing runs here: start with make phase1")
        }
        guard report.isReady else {
            throw StartFailure(.unavailable, "phase \(report.phase) is not ready: see make status")
        }
        let phaseFolder = report.topology.split(separator: "/").dropLast().joined(separator: "/")
        Screen.show("\(report.url) \(phaseFolder)")
        return 0
    }
}
