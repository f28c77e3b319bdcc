import Glibc

/// How a process ended.
public enum Ending: Equatable, Sendable, CustomStringConvertible {
    case exited(status: Int32)
    case killed(signal: Int32)

    init(waitStatus: Int32) {
        let signal = waitStatus & 0x7f
        self = signal == 0 ? .exited(status: (waitStatus >> 8) & 0xff) : .killed(signal: signal)
    }

    public var description: String {
        switch self {
        case .exited(let status): "it exited with status \(status)"
        case .killed(let signal):
            "it was killed by signal \(signal) (\(String(cString: strsignal(signal))))"
        }
    }
}

/// What a process can be told from outside.
public enum ProcessSignal: Sendable {
    /// To finish what it has begun, and end.
    case terminate
    /// To end now; it is not asked.
    case kill

    var number: Int32 {
        switch self {
        case .terminate: SIGTERM
        case .kill: SIGKILL
        }
    }
}
