public import EventLoop
import Glibc

/// Takes log lines and never waits: what it does not take now is offered again later.
public struct LogOutput: Sendable {
    /// How many of the bytes it took.
    let write: @Sendable (UnsafeRawBufferPointer) -> Int

    public init(_ write: @escaping @Sendable (UnsafeRawBufferPointer) -> Int) {
        self.write = write
    }

    /// Keeps what comes, for simulations and tests.
    public static func memory(_ text: Lock<[UInt8]>) -> LogOutput {
        LogOutput { bytes in
            text.withLock { $0 += bytes }
            return bytes.count
        }
    }

    /// Standard error, which may be a pipe that nobody empties.
    ///
    /// Made once a process. It also ignores SIGPIPE: a reader that has gone must not take the
    /// process with it.
    public static func standardError() -> LogOutput {
        signal(SIGPIPE, SIG_IGN)
        return descriptor(STDERR_FILENO)
    }

    static func descriptor(_ descriptor: Int32) -> LogOutput {
        let target = LogDescriptor(descriptor)
        return LogOutput { target.write($0) }
    }
}

/// The ways to write to a descriptor without ever waiting for its reader.
private enum LogDescriptor: Sendable {
    /// A file takes what it is given.
    case file(Int32)
    case socket(Int32)
    /// A pipe or a terminal, opened a second time: `O_NONBLOCK` belongs to what was opened, and the
    /// first one is shared with the shell, and whoever else writes there.
    case reopened(Int32)
    /// One that may not be opened again. Asked before each write, which is as good unless another
    /// process fills it in between.
    case asked(Int32)

    init(_ descriptor: Int32) {
        var status = stat()
        fstat(descriptor, &status)
        switch status.st_mode & S_IFMT {
        case S_IFREG: self = .file(descriptor)
        case S_IFSOCK: self = .socket(descriptor)
        default:
            let flags = O_WRONLY | O_NONBLOCK | O_CLOEXEC | O_NOCTTY
            let second = open("/proc/self/fd/\(descriptor)", flags)
            self = second >= 0 ? .reopened(second) : .asked(descriptor)
        }
    }

    func write(_ bytes: UnsafeRawBufferPointer) -> Int {
        while true {
            let count = attempt(bytes)
            if count >= 0 { return count }
            switch errno {
            case EINTR: continue
            case EAGAIN: return 0
            default: return bytes.count  // Nobody will ever read it.
            }
        }
    }

    private func attempt(_ bytes: UnsafeRawBufferPointer) -> Int {
        switch self {
        case .file(let descriptor), .reopened(let descriptor):
            return Glibc.write(descriptor, bytes.baseAddress, bytes.count)
        case .socket(let descriptor):
            let flags = Int32(MSG_DONTWAIT) | Int32(MSG_NOSIGNAL)
            return send(descriptor, bytes.baseAddress, bytes.count, flags)
        case .asked(let descriptor):
            var query = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
            guard poll(&query, 1, 0) == 1 else { return 0 }
            return Glibc.write(descriptor, bytes.baseAddress, bytes.count)
        }
    }
}
