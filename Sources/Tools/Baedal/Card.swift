import Supervisor

/// What one sees when a system has come up.
struct Card {
    private let report: SystemReport
    private let topology: Topology

    init(_ report: SystemReport, _ topology: Topology) {
        self.report = report
        self.topology = topology
    }

    var text: String {
        [
            "  Phase \(report.phase): \(report.about)",
            topology.picture.map { "    \(fill($0))" }.joined(separator: "\n"),
            Screen.table([["process", "pid", "memory", "store"]] + report.processes.map(row)),
            (["  Try next"] + suggestions).joined(separator: "\n"),
        ].joined(separator: "\n\n")
    }

    private func row(_ process: ProcessReport) -> [String] {
        [
            process.name, process.pid.map { "\($0)" } ?? "-",
            process.memoryBytes.map { Screen.amount(bytes: $0) } ?? "-", process.storeText,
        ]
    }

    private var suggestions: [String] {
        let commands = topology.next.map { fill($0.command) }
        let width = commands.map(\.count).max() ?? 0
        return zip(commands, topology.next).map { command, suggestion in
            "    \(command)\(String(repeating: " ", count: width - command.count))   \(suggestion.what)"
        }
    }

    private func fill(_ text: String) -> String {
        Placeholders(["url": report.url]).fill(text)
    }
}

extension ProcessReport {
    var storeText: String {
        guard let store else { return "-" }
        return "\(store) (\(Screen.amount(bytes: storeBytes ?? 0)))"
    }
}
