import CSQLite

/// Makes a VFS known to SQLite that is another one, but for the log: that is gathered.
final class GatheringDriver: @unchecked Sendable {
    // Sendable: written before it is registered, and only read by SQLite from then on.

    /// What SQLite gets to know, with what it stands for behind it.
    private struct Twin {
        var vfs: sqlite3_vfs
        var original: UnsafeMutablePointer<sqlite3_vfs>
    }

    /// The one in front of the system's own; nil when SQLite has none.
    static let ofSystem = sqlite3_vfs_find(nil).flatMap { GatheringDriver(of: $0, as: "gathering") }

    let name: String
    private let nameBytes: UnsafeMutablePointer<CChar>
    private let twin: UnsafeMutablePointer<Twin>

    init(of original: UnsafeMutablePointer<sqlite3_vfs>, as name: String) {
        self.name = name
        let bytes = name.utf8CString
        nameBytes = .allocate(capacity: bytes.count)
        for (index, byte) in bytes.enumerated() { nameBytes[index] = byte }

        var vfs = original.pointee
        vfs.zName = UnsafePointer(nameBytes)
        vfs.pNext = nil
        vfs.szOsFile += Int32(GatheredLog.placeBytes)
        vfs.xOpen = { vfs, path, place, flags, outFlags in
            guard let vfs, let place else { return SQLITE_CANTOPEN }
            let original = UnsafeMutableRawPointer(vfs).assumingMemoryBound(to: Twin.self)
                .pointee.original
            // Any other file gets the original's calls, and is never seen here again.
            return flags & SQLITE_OPEN_WAL != 0
                ? GatheredLog.open(path, at: place, flags, outFlags, by: original)
                : original.pointee.xOpen(original, path, place, flags, outFlags)
        }
        twin = .allocate(capacity: 1)
        twin.initialize(to: Twin(vfs: vfs, original: original))
        UnsafeMutableRawPointer(twin).withMemoryRebound(to: sqlite3_vfs.self, capacity: 1) {
            _ = sqlite3_vfs_register($0, 0)
        }
    }

    deinit {
        UnsafeMutableRawPointer(twin).withMemoryRebound(to: sqlite3_vfs.self, capacity: 1) {
            _ = sqlite3_vfs_unregister($0)
        }
        twin.deallocate()
        nameBytes.deallocate()
    }
}
