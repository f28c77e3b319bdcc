import CSystem
public import EventLoop
import Glibc

/// What to start, and with what in its hands.
public struct ProgramStart: Sendable {
    /// The file of the program.
    public var path: String
    public var arguments: [String]
    /// Besides those that this process has.
    public var variables: [String: String] = [:]
    public var folder = "."
    public var socket: ListeningSocket?
    /// In a session of its own it has no terminal, and outlives the one it was started from.
    public var leadsSession = false

    public init(_ path: String, _ arguments: [String]) {
        self.path = path
        self.arguments = arguments
    }
}

/// A process that this one started. Its outputs go to a file, its end is told on a loop.
public final class ChildProcess: Sendable {
    public let id: Int32
    /// To know it again, in another process and later.
    public let identity: ProcessIdentity?
    private let end: ProcessEnd
    private let ending = Lock<Ending?>(nil)

    /// On the loop that will be told of its end. `output` may be closed afterwards.
    public init(
        _ start: ProgramStart, output: borrowing OutputFile, on loop: EventLoop
    ) throws(SystemError) {
        id = try Self.spawn(start, output.descriptor)
        // Nobody has waited for it yet, so the number is still its own, whatever became of it.
        identity = ProcessIdentity(running: id)
        end = try ProcessEnd(of: id, on: loop)
    }

    /// How it ended; nil while it has not, at `deadline`, or when the task is cancelled. Any number
    /// of tasks may ask.
    public func ended(by deadline: Instant = .distantFuture) async -> Ending? {
        guard await end.wait(until: deadline) else { return nil }
        return ending.withLock { ending in
            if let ending { return ending }
            var status: Int32 = 0
            while waitpid(id, &status, 0) < 0, errno == EINTR {}
            ending = Ending(waitStatus: status)
            return ending
        }
    }

    /// Nothing when it has ended: its number may be another's by then.
    public func signal(_ signal: ProcessSignal) {
        ending.withLock { ending in
            if ending == nil { kill(id, signal.number) }
        }
    }

    private static func spawn(_ start: ProgramStart, _ output: Int32) throws(SystemError) -> Int32 {
        var variables = inheritedVariables()
        variables.merge(start.variables) { $1 }
        if start.socket != nil { variables["LISTEN_FDS"] = "1" }
        let answer = withCStrings([start.path] + start.arguments) { arguments in
            withCStrings(variables.sorted { $0.key < $1.key }.map { "\($0)=\($1)" }) { variables in
                start.path.withCString { path in
                    start.folder.withCString { folder in
                        var program = csystem_program(
                            path: path, folder: folder, output: output,
                            socket: start.socket?.descriptor ?? -1,
                            leads_session: start.leadsSession ? 1 : 0)
                        return csystem_spawn(&program, arguments, variables)
                    }
                }
            }
        }
        return try SystemError.check("posix_spawn", answer)
    }

    private static func inheritedVariables() -> [String: String] {
        var variables: [String: String] = [:]
        var entry = environ
        while let pointer = entry.pointee {
            let parts = String(cString: pointer).split(
                separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            if parts.count == 2 { variables["\(parts[0])"] = "\(parts[1])" }
            entry += 1
        }
        return variables
    }
}

/// The words as C wants them: copies, and a null behind the last.
private func withCStrings<Result>(
    _ words: [String], _ body: (UnsafePointer<UnsafeMutablePointer<CChar>?>) -> Result
) -> Result {
    let copies = words.map { strdup($0) } + [nil]
    defer { for copy in copies { free(copy) } }
    return copies.withUnsafeBufferPointer { buffer in
        guard let first = buffer.baseAddress else { preconditionFailure("it ends with a null") }
        return body(first)
    }
}
