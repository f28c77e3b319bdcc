import EventLoop
import Glibc

/// Small files, read and written whole.
public enum TextFile {
    public static let mostBytes = 1 << 20

    /// Its text, which is an error beyond `mostBytes`.
    public static func read(_ path: String) throws(FileFault) -> String {
        String(decoding: try bytes(of: path), as: UTF8.self)
    }

    public static func bytes(of path: String) throws(FileFault) -> [UInt8] {
        let bytes = try beginning(of: path, mostBytes: mostBytes + 1)
        guard bytes.count <= mostBytes else {
            throw FileFault(path: path, error: SystemError(call: "read", code: EFBIG))
        }
        return bytes
    }

    /// Its first bytes, for tables of the kernel that may be long.
    static func beginning(of path: String, mostBytes: Int) throws(FileFault) -> [UInt8] {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw .last("open", path) }
        defer { close(descriptor) }
        var bytes: [UInt8] = []
        var piece = [UInt8](repeating: 0, count: 1 << 14)
        while bytes.count < mostBytes {
            let count = Glibc.read(descriptor, &piece, min(piece.count, mostBytes - bytes.count))
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw .last("read", path) }
            guard count > 0 else { break }
            bytes += piece[..<count]
        }
        return bytes
    }

    /// Whoever reads it meanwhile sees the old text or the new one.
    public static func write(_ text: String, to path: String) throws(FileFault) {
        let draft = "\(path).draft"
        let descriptor = open(draft, O_CREAT | O_TRUNC | O_WRONLY | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw .last("open", path) }
        let bytes = Array(text.utf8)
        let count = Glibc.write(descriptor, bytes, bytes.count)
        let reason = count < 0 ? errno : ENOSPC
        close(descriptor)
        guard count == bytes.count else {
            unlink(draft)
            throw FileFault(path: path, error: SystemError(call: "write", code: reason))
        }
        guard rename(draft, path) == 0 else { throw .last("rename", path) }
    }

    /// It is no error when it is not there.
    public static func remove(_ path: String) throws(FileFault) {
        guard unlink(path) == 0 || errno == ENOENT else { throw .last("unlink", path) }
    }
}
