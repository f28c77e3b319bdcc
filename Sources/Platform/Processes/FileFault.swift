public import EventLoop
import Glibc

/// What could not be done with a file, in a sentence for whoever keeps the machine.
public struct FileFault: Error, Equatable, Sendable, CustomStringConvertible {
    public let path: String
    public let error: SystemError

    static func last(_ call: StaticString, _ path: String) -> FileFault {
        FileFault(path: path, error: SystemError(call: call, code: errno))
    }

    public var isMissing: Bool { error.code == ENOENT }

    public var description: String {
        switch error.code {
        case ENOSPC, EDQUOT: "\(path): the disk is full: free some space"
        case EACCES, EPERM, EROFS: "\(path): this user may not write or read there"
        default: "\(path): \(String(cString: strerror(error.code)))"
        }
    }
}
