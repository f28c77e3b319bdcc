public import Processes

/// Where a running system keeps all that is its own. Relative to the repository, in which every
/// process of it runs: the path of a Unix socket may not be long.
public struct RunFolder: Sendable {
    public let path: String

    public init(_ path: String = ".baedal") {
        self.path = path
    }

    /// The stores of the processes.
    public var data: String { "\(path)/data" }
    /// The secrets that the processes of a run share; whoever needs it first makes it.
    public var secrets: String { "\(path)/secrets" }
    public var logs: String { "\(path)/logs" }
    /// What is true of this run alone.
    public var run: String { "\(path)/run" }
    /// Held by the supervisor as long as it lives.
    public var lock: String { "\(run)/supervisor.lock" }
    /// Where the supervisor answers.
    public var control: String { "\(run)/control.sock" }

    public func log(of name: String) -> LogFile {
        LogFile("\(logs)/\(name).log")
    }

    public func make() throws(FileFault) {
        for folder in [path, data, logs, run] { try Folder(folder).make() }
    }
}
