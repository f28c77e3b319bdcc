public import EventLoop
import Glibc
public import Storage

/// Why a process did not come up: one sentence for whoever started it, and a stable exit status.
public struct StartFailure: Error, Equatable, Sendable, CustomStringConvertible {
    public let status: ExitStatus
    /// What happened, and what to do about it.
    public let description: String

    public init(_ status: ExitStatus, _ description: String) {
        self.status = status
        self.description = description
    }

    public static func cannotListen(on address: Address, _ error: SystemError) -> StartFailure {
        let advice =
            switch error.code {
            case EADDRINUSE: "another process listens there: end it, or choose another port"
            case EACCES: "this user may not: choose a port from 1024 on, or a path it may write to"
            case EADDRNOTAVAIL: "this machine has no such address: choose one that it has"
            default: "\(error)"
            }
        return StartFailure(.unavailable, "cannot listen on \(address): \(advice)")
    }

    static func cannotMakeFolder(_ path: String, _ error: SystemError) -> StartFailure {
        let reason = String(cString: strerror(error.code))
        return StartFailure(
            .cannotCreate,
            "cannot keep data in \(path): \(reason): give a folder that this user may write to")
    }

    public init(_ error: StorageError) {
        self.init(error.exitStatus, "cannot open the data: \(error)")
    }

    /// Whatever wiring a process has thrown.
    init(_ error: any Error) {
        switch error {
        case let failure as StartFailure: self = failure
        case let error as StorageError: self.init(error)
        case let error as InheritedSockets.Problem: self.init(.usage, "\(error)")
        case let error as SystemError: self.init(.unavailable, "the system refused: \(error)")
        default: self.init(.fault, "\(error)")
        }
    }
}

extension StorageError {
    var exitStatus: ExitStatus {
        switch self {
        case .notOurs, .newerSchema, .unfitSchema, .corrupt, .diverged, .changesTrimmed,
            .unexpectedColumn, .constraint:
            .data
        case .cannotOpen, .readOnly: .cannotCreate
        case .full, .inputOutput: .inputOutput
        case .busy, .fenced, .overloaded, .interrupted: .unfinished
        case .closed, .other: .fault
        }
    }
}
