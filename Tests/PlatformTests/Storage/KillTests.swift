import EventLoop
import Glibc
import ProbeLedger
import Storage
import TestFolders
import Testing

/// kill -9 of a process that writes, at any instant, again and again on one file.
///
/// `STORAGE_KILLS` sets how often.
@Suite struct KillTests {
    private static let kills = getenv("STORAGE_KILLS").flatMap { Int(String(cString: $0)) } ?? 10

    @Test func `what a killed process had acknowledged is there, and the database is whole`()
        async throws
    {
        let folder = try TestFolder()
        let seed = UInt64.random(in: 0...UInt64.max)
        var random = SeededGenerator(seed: seed)
        var acknowledged: Set<String> = []
        for run in 1...Self.kills {
            let probe = try Probe(["acknowledge", folder.file().path, "\(run)"])
            acknowledged.formUnion(
                try probe.linesUntilKilled(after: Int.random(in: 1...3_000, using: &random)))
            let database = try Fixture.open(folder.file(), schema: Ledger.schema)
            let (notes, balance) = try await database.read { reader in
                (
                    Set(try reader.all("SELECT note FROM entries") { try $0[0] as String }),
                    try reader.first("SELECT balance FROM accounts WHERE id = 1") { row in
                        try row[0] as Int
                    }
                )
            }
            #expect(acknowledged.isSubset(of: notes), "run \(run), seed \(seed)")
            #expect(balance == notes.count, "half a transaction: run \(run), seed \(seed)")
            #expect(try await database.damage(until: .distantFuture) == nil)
            await database.close()
        }
        #expect(!acknowledged.isEmpty)
    }
}

/// A `storage-probe` of its own, whose standard output is read.
private struct Probe {
    private let process: pid_t
    private let output: Int32

    init(_ arguments: [String]) throws {
        // The tests and the program lie in the same folder.
        let tests = CommandLine.arguments[0]
        let folder = tests[..<(tests.lastIndex(of: "/") ?? tests.startIndex)]
        var ends: [Int32] = [0, 0]
        try #require(pipe(&ends) == 0)
        defer { close(ends[1]) }
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO)
        posix_spawn_file_actions_addclose(&actions, ends[0])
        var words = (["\(folder)/storage-probe"] + arguments).map { strdup($0) } + [nil]
        defer { for word in words { free(word) } }
        var process: pid_t = 0
        let path = words[0] ?? nil
        let failure = posix_spawn(&process, try #require(path), &actions, nil, &words, environ)
        try #require(failure == 0, "the probe did not start: \(String(cString: strerror(failure)))")
        self.process = process
        output = ends[0]
    }

    /// Every whole line that the process printed until it was killed, which is once so many came.
    func linesUntilKilled(after count: Int) throws -> [String] {
        var bytes: [UInt8] = []
        var seen = 0
        var piece = [UInt8](repeating: 0, count: 4_096)
        while true {
            let got = read(output, &piece, piece.count)
            guard got > 0 else { break }
            bytes += piece[..<got]
            let before = seen
            seen += piece[..<got].count { $0 == 0x0a }
            if before < count, seen >= count { kill(process, SIGKILL) }
        }
        close(output)
        var status: Int32 = 0
        waitpid(process, &status, 0)
        #expect(status & 0x7f == SIGKILL, "the probe ended by itself")
        let whole = bytes[..<((bytes.lastIndex(of: 0x0a) ?? -1) + 1)]
        return whole.split(separator: 0x0a).map { String(decoding: $0, as: UTF8.self) }
    }
}
