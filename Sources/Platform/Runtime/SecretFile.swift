import EventLoop
import Glibc

/// Secrets of an installation, each under a name, in a file that only its owner may read.
///
/// The first process that needs them makes them; every later one finds the same. A line each:
/// `token-key=5f2c…`. Nobody edits it but to add a line, and nothing is ever taken away.
public struct SecretFile: Sendable {
    public static let mostBytes = 64 * 1_024
    /// Of chance in each secret: 256 bits, written as 64 hexadecimal digits.
    public static let secretByteCount = 32

    private let values: [String: String]

    /// Reads the file at `path`, and makes it when there is none. `names` are those that must be in
    /// it.
    public init(
        at path: String, holding names: [String], randomness: inout Randomness
    ) throws(StartFailure) {
        if access(path, F_OK) != 0, errno == ENOENT {
            try Self.make(path, Self.text(of: names, &randomness))
        }
        let values = try Self.read(path)
        for name in names where values[name] == nil {
            throw StartFailure(
                .data,
                "\(path) has no line \(name)=…: add one, or move the file away for new secrets")
        }
        self.values = values
    }

    public func text(_ name: String) -> String {
        guard let text = values[name] else { preconditionFailure("\(name) was not asked for") }
        return text
    }

    public func secret(_ name: String) -> Secret {
        Secret(Array(text(name).utf8))
    }

    private static func text(of names: [String], _ randomness: inout Randomness) -> String {
        var text = ""
        for name in names {
            let digits = (0..<secretByteCount / 8).map { _ in
                let digits = String(randomness.next(), radix: 16)
                return String(repeating: "0", count: 16 - digits.count) + digits
            }
            text += "\(name)=\(digits.joined())\n"
        }
        return text
    }

    // MARK: The file

    /// Whole and durable before it has its name, which the first of two processes gives.
    private static func make(_ path: String, _ text: String) throws(StartFailure) {
        let draft = "\(path).\(getpid())"
        let descriptor = open(draft, O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw failure("make", path) }
        defer { unlink(draft) }
        let bytes = Array(text.utf8)
        let isWhole = write(descriptor, bytes, bytes.count) == bytes.count && fsync(descriptor) == 0
        let wasKept = isWhole && (link(draft, path) == 0 || errno == EEXIST)
        let reason = errno
        close(descriptor)
        errno = reason
        guard wasKept else { throw failure("make", path) }
    }

    private static func read(_ path: String) throws(StartFailure) -> [String: String] {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw failure("read", path) }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw failure("read", path) }
        guard status.st_mode & 0o077 == 0 else {
            throw StartFailure(.data, "others may read \(path): run chmod 600 on it")
        }
        var bytes = [UInt8](repeating: 0, count: mostBytes)
        let count = Glibc.read(descriptor, &bytes, bytes.count)
        guard count >= 0 else { throw failure("read", path) }
        return try parse(String(decoding: bytes[..<count], as: UTF8.self), path)
    }

    private static func parse(
        _ text: String, _ path: String
    ) throws(StartFailure) -> [String: String] {
        var values: [String: String] = [:]
        for line in text.split(separator: "\n") {
            let parts = line.split(separator: "=", maxSplits: 1)
            guard parts.count == 2, values.updateValue("\(parts[1])", forKey: "\(parts[0])") == nil
            else {
                throw StartFailure(.data, "\(path) is not a list of different name=secret lines")
            }
        }
        return values
    }

    private static func failure(_ act: String, _ path: String) -> StartFailure {
        let reason = String(cString: strerror(errno))
        return StartFailure(.cannotCreate, "cannot \(act) the secrets in \(path): \(reason)")
    }
}
