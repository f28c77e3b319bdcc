import Glibc

/// The disk that a database lies on: the machine's, or a simulated one.
public enum Disk: Sendable {
    case real
    case simulated(SimulatedDisk)

    /// What SQLite calls it; nil is its own for this system.
    var vfsName: String? {
        switch self {
        case .real: nil
        case .simulated(let disk): disk.vfsName
        }
    }

    /// The same with its log gathered: for who writes, and syncs each commit.
    var gatheringVFSName: String? {
        switch self {
        case .real: GatheringDriver.ofSystem?.name
        case .simulated(let disk): disk.gatheringVFSName
        }
    }
}

extension DatabaseFile {
    /// Whether a log or a journal lies beside it: it is open, or was not closed.
    var hasUnfinishedChanges: Bool {
        ["-wal", "-journal"].contains { suffix in
            switch disk {
            case .real: access(path + suffix, F_OK) == 0
            case .simulated(let disk): disk.contains(path + suffix)
            }
        }
    }

    func remove() {
        switch disk {
        case .real: unlink(path)
        case .simulated(let disk): disk.remove(path)
        }
    }

    /// Puts this file in `target`'s place, in one step that a power cut does not undo.
    func rename(to target: DatabaseFile) throws(StorageError) {
        switch disk {
        case .simulated(let disk):
            disk.rename(path, to: target.path)
        case .real:
            guard Glibc.rename(path, target.path) == 0 else {
                throw .inputOutput("rename to \(target.path): \(String(cString: strerror(errno)))")
            }
            try Self.syncFolder(of: target.path)
        }
    }

    private static func syncFolder(of path: String) throws(StorageError) {
        let slash = path.lastIndex(of: "/")
        let folder = slash.map { $0 == path.startIndex ? "/" : String(path[..<$0]) } ?? "."
        let descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else {
            throw .inputOutput("open \(folder): \(String(cString: strerror(errno)))")
        }
        defer { Glibc.close(descriptor) }
        guard fsync(descriptor) == 0 else {
            throw .inputOutput("sync \(folder): \(String(cString: strerror(errno)))")
        }
    }
}
