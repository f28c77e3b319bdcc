import EventLoop
import Glibc
import HTTP
import JSON
import Processes
import Supervisor
import TestFolders
import Testing

/// A phase as people run it, processes and all, in a folder of the test's own and with the settings
/// that it has for tests. What is done to it goes through its public API alone.
struct RunningPhase: Sendable {
    /// Where the suite finds the phase that was started for it.
    static let current = TaskLocal<RunningPhase?>(wrappedValue: nil)

    static let operatorEmail = "operator@baedal.local"
    /// The programs lie in the folder of the tests.
    static let programs: String = {
        let tests = CommandLine.arguments[0]
        return tests.lastIndex(of: "/").map { String(tests[..<$0]) } ?? "."
    }()
    static let repository: String = {
        #filePath.split(separator: "/").dropLast(4).map { "/\($0)" }.joined()
    }()

    let folder: String
    let url: String
    let operatorPassword: String

    static func required() throws -> RunningPhase {
        try #require(current.get(), "the suite has no phase: give it the trait `.phase(1)`")
    }

    // MARK: - From start to stop

    static func start(_ phase: Int, on loop: EventLoop) async throws -> RunningPhase {
        let folder = try TestFolder.make()
        try #require(symlink("\(repository)/phases", "\(folder)/phases") == 0)
        let up = try await run(
            "baedal", ["up", "\(phase)", "--port", "0"], in: folder,
            variables: try testSettings(of: phase), on: loop)
        try #require(up.status == 0, "phase \(phase) did not come up: \(up.said)")
        let files = RunFolder("\(folder)/.baedal")
        let report: SystemReport = try await ask(.unix(path: files.control), on: loop)
        let secrets = try TextFile.read(files.secrets).split(separator: "\n")
        let password = try #require(secrets.first { $0.hasPrefix("operator-password=") })
        return RunningPhase(
            folder: folder, url: report.url,
            operatorPassword: String(password.drop { $0 != "=" }.dropFirst()))
    }

    /// The folder goes too, unless the phase did not end as it should: then its logs are wanted.
    func stop(on loop: EventLoop) async throws {
        let stop = try await Self.run("baedal", ["stop"], in: folder, on: loop)
        try #require(stop.status == 0, "\(folder): \(stop.said)")
        try Folder(folder).remove()
    }

    /// `phases/1-…/testing.env`, lines of NAME=VALUE.
    private static func testSettings(of phase: Int) throws -> [String: String] {
        let names = try Folder("\(repository)/phases").names()
        let name = try #require(names.first { $0.hasPrefix("\(phase)-") })
        let text = try TextFile.read("\(repository)/phases/\(name)/testing.env")
        var settings: [String: String] = [:]
        for line in text.split(separator: "\n") where !line.hasPrefix("#") {
            let parts = line.split(separator: "=", maxSplits: 1)
            try #require(parts.count == 2, "\(line) is not NAME=VALUE")
            settings[String(parts[0])] = String(parts[1])
        }
        return settings
    }

    private static func ask<Value: JSONReadable>(
        _ address: Address, on loop: EventLoop
    ) async throws -> Value {
        let client = Client(address, loops: [loop], transport: .sockets)
        let response = try await client.send(Request(.get, "/status"))
        let bytes = try await response.body.collect(upToBytes: 1 << 20)
        await client.close()
        return try JSON(parsing: bytes).read()
    }

    // MARK: - Programs

    struct Outcome {
        /// Nil when it was killed.
        let status: Int32?
        let said: String
    }

    private static let mostMilliseconds = 120_000
    private static let mostSaidBytes = 1 << 20

    /// Runs one of our programs to its end; it is killed when it takes too long.
    static func run(
        _ program: String, _ words: [String], in folder: String,
        variables: [String: String] = [:], on loop: EventLoop
    ) async throws -> Outcome {
        var start = ProgramStart("\(programs)/\(program)", words)
        start.folder = folder
        start.variables = variables
        let log = LogFile("\(folder)/\(program)-\(words[0]).out")
        let child = try ChildProcess(start, output: log.open(), on: loop)
        let limit = loop.now.advanced(byMilliseconds: mostMilliseconds)
        if await child.ended(by: limit) == nil { child.signal(.kill) }
        let ending = try #require(await child.ended())
        let said = String(
            decoding: try log.read(from: 0, mostBytes: mostSaidBytes), as: UTF8.self)
        guard case .exited(let status) = ending else { return Outcome(status: nil, said: said) }
        return Outcome(status: status, said: said)
    }
}
