import EventLoop
import Glibc

/// A file that another process writes its lines to, kept short from outside.
public struct LogFile: Sendable {
    public let path: String
    /// Beyond it the file begins anew; what it held becomes the older file, of which there is one.
    public let mostBytes: Int

    public init(_ path: String, mostBytes: Int = 8 << 20) {
        self.path = path
        self.mostBytes = mostBytes
    }

    public var olderPath: String { "\(path).1" }

    public func open() throws(FileFault) -> OutputFile {
        try OutputFile(appendingTo: path)
    }

    /// Zero when it is not there.
    public var sizeInBytes: Int {
        var status = stat()
        return stat(path, &status) == 0 ? Int(status.st_size) : 0
    }

    /// Whoever writes holds the file open, at its end: it is copied and emptied, not renamed. A line
    /// written between the two is lost.
    public func rotateIfLarge() throws(FileFault) {
        guard sizeInBytes > mostBytes else { return }
        let older = try OutputFile(truncating: olderPath)
        var offset = 0
        while case let bytes = try read(from: offset), !bytes.isEmpty {
            try older.append(bytes)
            offset += bytes.count
        }
        guard truncate(path, 0) == 0 else { throw .last("truncate", path) }
    }

    /// What stands there from `offset` on, a piece of it when it is much.
    public func read(from offset: Int, mostBytes: Int = 1 << 16) throws(FileFault) -> [UInt8] {
        let descriptor = Glibc.open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw .last("open", path) }
        defer { close(descriptor) }
        var bytes = [UInt8](repeating: 0, count: mostBytes)
        let count = pread(descriptor, &bytes, mostBytes, offset)
        guard count >= 0 else { throw .last("pread", path) }
        return Array(bytes[..<count])
    }

    /// The last lines behind `offset`, none when there is no such file.
    public func lastLines(_ most: Int, behind offset: Int = 0) throws(FileFault) -> [String] {
        let piece = 1 << 16
        let size = sizeInBytes
        guard size > offset else { return [] }
        let bytes = try read(from: max(offset, size - piece), mostBytes: piece)
        let lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n")
        return lines.suffix(most).map(String.init)
    }
}

/// A file that is open for writing, and closed when it is let go of.
public struct OutputFile: ~Copyable {
    let descriptor: Int32
    private let path: String

    public init(appendingTo path: String) throws(FileFault) {
        try self.init(path, O_APPEND)
    }

    init(truncating path: String) throws(FileFault) {
        try self.init(path, O_TRUNC)
    }

    private init(_ path: String, _ flag: Int32) throws(FileFault) {
        descriptor = Glibc.open(path, O_CREAT | O_WRONLY | O_CLOEXEC | flag, 0o600)
        self.path = path
        guard descriptor >= 0 else { throw .last("open", path) }
    }

    deinit {
        close(descriptor)
    }

    public func append(_ bytes: [UInt8]) throws(FileFault) {
        var written = 0
        while written < bytes.count {
            let count = bytes.withUnsafeBytes {
                write(descriptor, $0.baseAddress?.advanced(by: written), bytes.count - written)
            }
            guard count > 0 else { throw .last("write", path) }
            written += count
        }
    }
}
