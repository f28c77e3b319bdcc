import EventLoop
import Glibc
import JSON
import ProviderDoor
import Runtime
import Testing

/// A `baedal-outside-world` of its own, watched from outside like any process.
final class WorldProcess: Sendable {
    private let id: pid_t
    private let errors: Int32

    init(dataIn folder: String) throws {
        // The tests and the program lie in the same folder.
        let tests = CommandLine.arguments[0]
        let here = tests[..<(tests.lastIndex(of: "/") ?? tests.startIndex)]
        let words = [
            "\(here)/baedal-outside-world", "--port", "0", "--loops", "2", "--data", folder,
        ]
        var ends: [Int32] = [0, 0]
        try #require(pipe(&ends) == 0)
        defer { close(ends[1]) }
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_adddup2(&actions, ends[1], STDERR_FILENO)
        posix_spawn_file_actions_addclose(&actions, ends[0])
        var arguments = words.map { strdup($0) } + [nil]
        defer { for argument in arguments { free(argument) } }
        var id: pid_t = 0
        let failure = posix_spawn(&id, words[0], &actions, nil, &arguments, environ)
        try #require(failure == 0, "it did not start: \(String(cString: strerror(failure)))")
        self.id = id
        errors = ends[0]
    }

    deinit {
        close(errors)
    }

    /// Where it says that it listens.
    func address() throws -> Address {
        var line: [UInt8] = []
        var byte: UInt8 = 0
        while read(errors, &byte, 1) == 1, byte != UInt8(ascii: "\n") { line.append(byte) }
        return try #require(Address(try JSON(parsing: line)["address"].string()))
    }

    func signal(_ number: Int32) {
        kill(id, number)
    }

    /// Its exit status; nil when a signal killed it.
    func end() -> Int32? {
        var piece = [UInt8](repeating: 0, count: 4_096)
        while read(errors, &piece, piece.count) > 0 {}
        var status: Int32 = 0
        waitpid(id, &status, 0)
        return status & 0x7f == 0 ? (status >> 8) & 0xff : nil
    }
}
