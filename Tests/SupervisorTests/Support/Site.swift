import EventLoop
import Glibc
import HTTP
import JSON
import Processes
import Supervisor
import TestFolders
import Testing

/// A repository of the test's own, with one phase, and `baedal` as people use it.
final class Site: Sendable {
    /// The programs lie in the folder of the tests.
    static let programs: String = {
        let tests = CommandLine.arguments[0]
        return tests.lastIndex(of: "/").map { String(tests[..<$0]) } ?? "."
    }()

    let path: String
    let loop: EventLoop

    private init(on loop: EventLoop, topology: String) throws {
        self.loop = loop
        path = try TestFolder.make()
        for folder in ["phases", "phases/1-probe"] { try Folder("\(path)/\(folder)").make() }
        try TextFile.write(topology, to: topologyPath)
    }

    var topologyPath: String { "\(path)/phases/1-probe/topology.json" }
    var folder: RunFolder { RunFolder("\(path)/.baedal") }

    /// A loop on this thread, and a site that is cleared away afterwards, whatever happened.
    static func visit(
        _ topology: String = Topologies.two,
        _ body: @escaping @Sendable (Site) async throws -> Void
    ) throws {
        let status = try EventLoops(count: 1).run { loops in
            do {
                let site = try Site(on: loops.first, topology: topology)
                do {
                    try await body(site)
                } catch {
                    Issue.record(error)
                }
                _ = try await site.baedal("stop")
                try Folder(site.path).remove()
                return 0
            } catch {
                Issue.record(error)
                return 1
            }
        }
        #expect(status == 0)
    }

    // MARK: Commands

    struct Outcome {
        let status: Int32?
        let said: String
    }

    /// Runs `baedal` to its end.
    func baedal(_ words: String..., variables: [String: String] = [:]) async throws -> Outcome {
        try await begin(words, variables: variables).outcome()
    }

    func begin(_ words: [String], variables: [String: String] = [:]) throws -> RunningCommand {
        var start = ProgramStart("\(Self.programs)/baedal", words)
        start.folder = path
        start.variables = variables
        return try RunningCommand(start, output: "\(path)/\(words[0]).out", on: loop)
    }

    /// Starts the phase on a port that the system chooses.
    func up(_ variables: [String: String] = [:]) async throws -> Outcome {
        try await baedal("up", "1", "--port", "0", variables: variables)
    }

    // MARK: What runs

    func report() async throws -> SystemReport {
        let response = try await ask(.unix(path: folder.control), "/status")
        return try JSON(parsing: response.body).read()
    }

    func process(_ name: String) async throws -> ProcessReport {
        try #require(try await report().processes.first { $0.name == name })
    }

    func identity(_ name: String) async throws -> ProcessIdentity {
        let pid = try #require(try await process(name).pid)
        return try #require(ProcessIdentity(running: Int32(pid)))
    }

    /// Looks until `isSo`, for ten seconds at the most.
    func wait(until isSo: (SystemReport) -> Bool) async throws -> SystemReport {
        let deadline = loop.now.advanced(byMilliseconds: 10_000)
        while true {
            let report = try await report()
            if isSo(report) { return report }
            try #require(loop.now < deadline, "it never came about: \(report)")
            try await loop.sleep(milliseconds: 5)
        }
    }

    func publicAddress() async throws -> Address {
        let url = try await report().url
        return try #require(Address(String(url.dropFirst("http://".count))))
    }

    /// On a connection of its own.
    func ask(
        _ address: Address, _ path: StaticString
    ) async throws -> (status: Status, body: [UInt8]) {
        let client = Client(address, loops: [loop], transport: .sockets)
        let response = try await client.send(Request(.get, path))
        let body = try await response.body.collect(upToBytes: 1 << 20)
        await client.close()
        return (response.status, body)
    }
}

extension SystemReport {
    /// Of all its processes together. A state alone may be that of the moment before.
    var restarts: Int { processes.reduce(0) { $0 + $1.restarts } }
}

/// A command that has been begun.
struct RunningCommand {
    private let child: ChildProcess
    private let log: LogFile
    private let offset: Int
    private let loop: EventLoop

    init(_ start: ProgramStart, output: String, on loop: EventLoop) throws {
        log = LogFile(output)
        offset = log.sizeInBytes
        self.loop = loop
        child = try ChildProcess(start, output: log.open(), on: loop)
    }

    /// What became of it; it is killed when it takes too long.
    func outcome() async throws -> Site.Outcome {
        let limit = loop.now.advanced(byMilliseconds: 60_000)
        if await child.ended(by: limit) == nil { child.signal(.kill) }
        let said = String(decoding: try log.read(from: offset), as: UTF8.self)
        switch try #require(await child.ended()) {
        case .exited(let status): return Site.Outcome(status: status, said: said)
        case .killed: return Site.Outcome(status: nil, said: said)
        }
    }
}
