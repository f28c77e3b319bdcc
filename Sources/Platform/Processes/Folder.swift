import EventLoop
import Glibc

/// A folder of the file system, as a tool looks after it.
public struct Folder: Sendable {
    public let path: String

    public init(_ path: String) {
        self.path = path
    }

    /// For its owner alone; its own folder must be there.
    public func make() throws(FileFault) {
        guard mkdir(path, 0o700) == 0 || errno == EEXIST else { throw .last("mkdir", path) }
    }

    /// What lies in it, sorted.
    public func names() throws(FileFault) -> [String] {
        guard let stream = opendir(path) else { throw .last("opendir", path) }
        defer { closedir(stream) }
        var names: [String] = []
        while let entry = readdir(stream) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) { tuple in
                tuple.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if name != ".", name != ".." { names.append(name) }
        }
        return names.sorted()
    }

    /// How much the files in it hold, its folders' too; zero when there is none.
    public var sizeInBytes: Int { Self.sizeInBytes(of: path) }

    /// The same of a file or a folder. What goes away meanwhile counts for nothing.
    public static func sizeInBytes(of path: String) -> Int {
        var status = stat()
        guard lstat(path, &status) == 0 else { return 0 }
        guard status.st_mode & S_IFMT == S_IFDIR else { return Int(status.st_size) }
        let names = (try? Folder(path).names()) ?? []
        return names.reduce(0) { $0 + sizeInBytes(of: "\(path)/\($1)") }
    }

    /// With all that is in it. A link is removed, not followed.
    public func remove() throws(FileFault) {
        try Self.remove(path)
    }

    private static func remove(_ path: String) throws(FileFault) {
        var status = stat()
        guard lstat(path, &status) == 0 else {
            if errno == ENOENT { return }
            throw .last("lstat", path)
        }
        guard status.st_mode & S_IFMT == S_IFDIR else { return try TextFile.remove(path) }
        for name in try Folder(path).names() { try remove("\(path)/\(name)") }
        guard rmdir(path) == 0 else { throw .last("rmdir", path) }
    }

    /// How much may still be written there.
    public func freeBytes() throws(FileFault) -> Int {
        var figures = statvfs()
        guard statvfs(path, &figures) == 0 else { throw .last("statvfs", path) }
        return Int(clamping: UInt64(figures.f_bavail) &* UInt64(figures.f_frsize))
    }
}
