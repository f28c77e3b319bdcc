import EventLoop
import Processes
import Runtime
import Supervisor

/// Starts a phase, and shows what runs when all of it is ready.
struct Up {
    /// Below this a store could not even begin.
    static let leastFreeBytes = 32 << 20
    /// Between two looks at a system that starts.
    private static let lookMilliseconds = 10
    /// For the end of the supervisor; its processes have limits of their own within it.
    private static let drainMilliseconds = 60_000

    private let phase: Int
    private let port: UInt16?
    private let loop: EventLoop
    private let folder = RunFolder()
    private let control: Control

    init(phase: Int, port: UInt16?, on loop: EventLoop) {
        self.phase = phase
        self.port = port
        self.loop = loop
        control = Control(folder, on: loop)
    }

    func run() async throws -> Int32 {
        let file = try TopologyFile.of(phase: phase)
        try Products.requireAll(of: file)
        try folder.make()
        try Self.requireSpace(Folder(folder.path).freeBytes())
        if case .supervised = try Running.look(in: folder),
            let report = try await Running.report(in: folder, on: loop)
        {
            return try show(report)
        }
        try await Running.clearLeftovers(in: folder, on: loop)
        let began = loop.now
        let report = try await start(file)
        let milliseconds = Int(loop.now.nanoseconds(since: began) / 1_000_000)
        Screen.show(Card(report, file.topology).text)
        Screen.show("\n  Ready in \(milliseconds) ms.")
        return 0
    }

    /// What runs already.
    private func show(_ report: SystemReport) throws -> Int32 {
        guard report.phase == phase else {
            throw StartFailure(
                .unavailable, "phase \(report.phase) runs on \(report.url): end it with make stop")
        }
        Screen.show("Phase \(phase) already runs.\n")
        let topology = try TopologyFile(report.topology).topology
        Screen.show(Card(report, topology).text)
        return report.isReady ? 0 : 1
    }

    static func requireSpace(_ freeBytes: Int) throws(StartFailure) {
        guard freeBytes < leastFreeBytes else { return }
        throw StartFailure(
            .inputOutput,
            "only \(Screen.amount(bytes: freeBytes)) are free here, and the stores need "
                + "\(Screen.amount(bytes: leastFreeBytes)) to begin: free some space")
    }

    // MARK: The supervisor

    private func start(_ file: TopologyFile) async throws -> SystemReport {
        let log = folder.log(of: "supervisor")
        try log.rotateIfLarge()
        let whatItSaidBefore = log.sizeInBytes
        var start = ProgramStart(
            ThisProgram.path,
            [
                "supervise", "--topology", file.path, "--loops", "1", "--drain-limit",
                "\(Self.drainMilliseconds)",
            ])
        if let port { start.arguments += ["--port", "\(port)"] }
        start.leadsSession = true
        let supervisor = try ChildProcess(start, output: log.open(), on: loop)
        while true {
            // It has limits of its own: in the end it is ready, or it ends.
            let pause = loop.now.advanced(byMilliseconds: Self.lookMilliseconds)
            if let ending = await supervisor.ended(by: pause) {
                let said = try Self.sentences(in: log.read(from: whatItSaidBefore))
                throw StartFailure(.unavailable, said.isEmpty ? "the supervisor: \(ending)" : said)
            }
            if let report = try? await control.report(), report.isReady { return report }
        }
    }

    /// What the supervisor said for people, among its lines of JSON.
    static func sentences(in log: [UInt8]) -> String {
        let prefix = "supervisor: "
        return String(decoding: log, as: UTF8.self).split(separator: "\n")
            .filter { !$0.hasPrefix("{") }
            .map { $0.hasPrefix(prefix) ? String($0.dropFirst(prefix.count)) : String($0) }
            .joined(separator: "\n")
    }
}
