import EventLoop
import Processes
import Supervisor

/// What runs, as a table.
struct ShowStatus {
    static let notReady: Int32 = 1
    static let notRunning: Int32 = 3

    private let loop: EventLoop
    private let folder = RunFolder()

    init(on loop: EventLoop) {
        self.loop = loop
    }

    func run() async throws -> Int32 {
        switch try Running.look(in: folder) {
        case .nothing:
            Screen.show("Nothing runs here. Start with: make phase1")
            return Self.notRunning
        case .halfDead(let records):
            Screen.show("The supervisor was killed; it has left running:")
            for record in records {
                Screen.show("  \(record.name) (pid \(record.running.map { "\($0.id)" } ?? "-"))")
            }
            Screen.show("End it with make stop, or begin anew with make phase1.")
            return Self.notRunning
        case .supervised:
            guard let report = try await Running.report(in: folder, on: loop) else {
                return try await run()
            }
            Screen.show("Phase \(report.phase), \(report.about), on \(report.url)\n")
            let heads = ["process", "pid", "state", "since", "restarts", "memory", "store"]
            Screen.show(Screen.table([heads] + report.processes.map(row)))
            for process in report.processes {
                if let note = process.note { Screen.show("\n  \(process.name): \(note)") }
            }
            return report.isReady ? 0 : Self.notReady
        }
    }

    private func row(_ process: ProcessReport) -> [String] {
        [
            process.name, process.pid.map { "\($0)" } ?? "-", process.state.rawValue,
            Screen.span(milliseconds: process.milliseconds), "\(process.restarts)",
            process.memoryBytes.map { Screen.amount(bytes: $0) } ?? "-", process.storeText,
        ]
    }
}
