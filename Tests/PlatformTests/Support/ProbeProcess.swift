import CSystem
import EventLoop
import Glibc
import JSON
import Testing

/// A `platform-probe` of its own, watched from outside like any process.
final class ProbeProcess: Sendable {
    let id: pid_t
    private let errors: Int32

    /// Starts it with these arguments and, besides, these variables. Sockets are handed in at 3.
    init(_ arguments: [String], variables: [String] = [], socket: Int32? = nil) throws {
        // The tests and the program lie in the same folder.
        let tests = CommandLine.arguments[0]
        let folder = tests[..<(tests.lastIndex(of: "/") ?? tests.startIndex)]
        var ends: [Int32] = [0, 0]
        try #require(pipe(&ends) == 0)
        defer { close(ends[1]) }
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        if let socket { posix_spawn_file_actions_adddup2(&actions, socket, 3) }
        posix_spawn_file_actions_adddup2(&actions, ends[1], STDERR_FILENO)
        posix_spawn_file_actions_addclose(&actions, ends[0])
        var words = (["\(folder)/platform-probe"] + arguments).map { strdup($0) } + [nil]
        defer { for word in words { free(word) } }
        var settings = variables.map { strdup($0) } + [nil]
        defer { for setting in settings { free(setting) } }
        var id: pid_t = 0
        let path = try #require(words[0])
        let failure = posix_spawn(&id, path, &actions, nil, &words, &settings)
        try #require(failure == 0, "the probe did not start: \(String(cString: strerror(failure)))")
        self.id = id
        errors = ends[0]
    }

    deinit {
        close(errors)
    }

    func signal(_ number: Int32) {
        kill(id, number)
    }

    /// Reads what it says until there is a line with `word`, or until it ends, which it has to when
    /// it is silent for so long.
    @discardableResult
    func says(_ word: String, silentMilliseconds: Int32 = 10_000) -> String {
        var said = ""
        var piece = [UInt8](repeating: 0, count: 1_024)
        while !said.contains(word) || !said.hasSuffix("\n") {
            var question = pollfd(fd: errors, events: Int16(POLLIN), revents: 0)
            if poll(&question, 1, silentMilliseconds) == 0 { signal(SIGKILL) }
            let count = read(errors, &piece, piece.count)
            guard count > 0 else { break }
            said += String(decoding: piece[..<count], as: UTF8.self)
        }
        return said
    }

    /// The port that it says it listens on.
    func port() throws -> UInt16 {
        let line = try JSON(parsing: Array(says("listening").utf8))
        let address = try #require(Address(try line["address"].string()))
        switch address {
        case .tcp(_, let port): return port
        case .unix: throw SystemError(call: "port", code: EPROTO)
        }
    }

    /// Its exit status, nil when a signal killed it, and what it said at the end.
    func end() -> (status: Int32?, said: String) {
        let said = says("\u{0}")
        var status: Int32 = 0
        waitpid(id, &status, 0)
        return (status & 0x7f == 0 ? (status >> 8) & 0xff : nil, said)
    }
}
