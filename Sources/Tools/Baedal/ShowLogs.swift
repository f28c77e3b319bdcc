import EventLoop
import Processes
import Runtime
import Supervisor

/// The last lines of the logs, and with `--follow` those that come.
struct ShowLogs {
    private static let lines = 20
    /// How often a log is looked at that is followed.
    private static let lookMilliseconds = 100

    private let name: String?
    private let follows: Bool
    private let loop: EventLoop
    private let folder = RunFolder()

    init(of name: String?, follows: Bool, on loop: EventLoop) {
        self.name = name
        self.follows = follows
        self.loop = loop
    }

    func run() async throws -> Int32 {
        let all = try names()
        guard let chosen = name.map({ [$0] }) ?? all.nilIfEmpty else {
            Screen.show("There are no logs yet. Start with: make phase1")
            return ShowStatus.notRunning
        }
        if let name, !all.contains(name) {
            throw StartFailure(
                .usage, "there is no log of \(name), but of \(all.joined(separator: ", "))")
        }
        var logs: [Followed] = []
        for name in chosen {
            let log = folder.log(of: name)
            let prefix = chosen.count > 1 ? "\(name): " : ""
            logs.append(Followed(log: log, prefix: prefix, offset: log.sizeInBytes))
            for line in try log.lastLines(Self.lines) { Screen.show("\(prefix)\(line)") }
        }
        while follows {
            try await loop.sleep(milliseconds: Self.lookMilliseconds)
            for place in logs.indices { try logs[place].showNew() }
        }
        return 0
    }

    private func names() throws(FileFault) -> [String] {
        do throws(FileFault) {
            return try Folder(folder.logs).names().filter { $0.hasSuffix(".log") }
                .map { String($0.dropLast(".log".count)) }
        } catch  where error.isMissing {
            return []
        }
    }
}

/// A log, and how far it has been shown.
private struct Followed {
    let log: LogFile
    let prefix: String
    var offset: Int
    /// The beginning of a line whose end has not come.
    private var begun: [UInt8] = []

    init(log: LogFile, prefix: String, offset: Int) {
        self.log = log
        self.prefix = prefix
        self.offset = offset
    }

    mutating func showNew() throws(FileFault) {
        // It begins anew when it has become long.
        if log.sizeInBytes < offset { (offset, begun) = (0, []) }
        while case let bytes = try log.read(from: offset), !bytes.isEmpty {
            offset += bytes.count
            begun += bytes
            guard let end = begun.lastIndex(of: UInt8(ascii: "\n")) else { continue }
            for line in String(decoding: begun[..<end], as: UTF8.self).split(separator: "\n") {
                Screen.show("\(prefix)\(line)")
            }
            begun.removeSubrange(...end)
        }
    }
}

extension Array {
    fileprivate var nilIfEmpty: Self? { isEmpty ? nil : self }
}
