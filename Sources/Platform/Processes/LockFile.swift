import EventLoop
import Glibc

/// A file that one process holds as long as it lives: the kernel lets go of it at its end, however
/// that comes. What the file says is for those who find it held.
public final class LockFile: Sendable {
    private let descriptor: Int32
    private let path: String

    /// Nil when another process holds it.
    public init?(_ path: String) throws(FileFault) {
        descriptor = open(path, O_CREAT | O_RDWR | O_CLOEXEC, 0o600)
        self.path = path
        guard descriptor >= 0 else { throw .last("open", path) }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            guard errno == EWOULDBLOCK else { throw .last("flock", path) }
            return nil
        }
    }

    deinit {
        if descriptor >= 0 { close(descriptor) }
    }

    /// Who holds it, in words of the holder's choice.
    public func say(_ text: String) throws(FileFault) {
        let bytes = Array(text.utf8)
        guard ftruncate(descriptor, 0) == 0,
            pwrite(descriptor, bytes, bytes.count, 0) == bytes.count
        else { throw .last("write", path) }
    }

    /// Whether somebody holds it. It takes the lock for a moment to find out.
    public static func isHeld(_ path: String) throws(FileFault) -> Bool {
        do throws(FileFault) {
            let descriptor = open(path, O_RDONLY | O_CLOEXEC)
            guard descriptor >= 0 else { throw .last("open", path) }
            defer { close(descriptor) }
            return flock(descriptor, LOCK_SH | LOCK_NB) != 0
        } catch  where error.isMissing {
            return false
        }
    }
}
