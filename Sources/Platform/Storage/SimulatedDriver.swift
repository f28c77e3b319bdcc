import CSQLite
import EventLoop

/// Makes a simulated disk known to SQLite as a VFS of its own.
final class SimulatedDriver: @unchecked Sendable {
    // Sendable: written before it is registered, and only read by SQLite from then on.

    private static let longestPath: Int32 = 512
    private let vfs: UnsafeMutablePointer<sqlite3_vfs>
    private let nameBytes: UnsafeMutablePointer<CChar>
    let name: String
    /// In front of it, for connections that gather their log; there once it is registered.
    private(set) var gathering: GatheringDriver?

    init() {
        vfs = .allocate(capacity: 1)
        vfs.initialize(to: sqlite3_vfs())
        name = "simulated-\(UInt(bitPattern: vfs))"
        let bytes = name.utf8CString
        nameBytes = .allocate(capacity: bytes.count)
        for (index, byte) in bytes.enumerated() { nameBytes[index] = byte }
    }

    /// The disk keeps this driver, so it is there for as long as SQLite may ask for it.
    func register(_ disk: SimulatedDisk) {
        vfs.pointee.iVersion = 2
        vfs.pointee.szOsFile = Int32(MemoryLayout<SimulatedHandle.Place>.size)
        vfs.pointee.mxPathname = Self.longestPath
        vfs.pointee.zName = UnsafePointer(nameBytes)
        vfs.pointee.pAppData = Unmanaged.passUnretained(disk).toOpaque()
        setFileCalls()
        setSystemCalls()
        SQLiteLibrary.prepare()
        sqlite3_vfs_register(vfs, 0)
        gathering = GatheringDriver(of: vfs, as: "gathering-\(name)")
    }

    deinit {
        sqlite3_vfs_unregister(vfs)
        vfs.deallocate()
        nameBytes.deallocate()
    }

    private func setFileCalls() {
        vfs.pointee.xOpen = { vfs, path, place, flags, outFlags in
            guard let disk = SimulatedDisk.behind(vfs), let place else { return SQLITE_CANTOPEN }
            outFlags?.pointee = flags
            let name = path.map { String(cString: $0) }
            return disk.open(name, at: place, mayCreate: flags & SQLITE_OPEN_CREATE != 0)
        }
        vfs.pointee.xDelete = { vfs, path, _ in
            guard let disk = SimulatedDisk.behind(vfs), let path else { return SQLITE_IOERR }
            let name = String(cString: path)
            let wasThere = disk.state.withLock { $0.files.removeValue(forKey: name) != nil }
            return wasThere ? SQLITE_OK : SimulatedDisk.noSuchFile
        }
        vfs.pointee.xAccess = { vfs, path, _, answer in
            guard let disk = SimulatedDisk.behind(vfs), let path else { return SQLITE_IOERR }
            let name = String(cString: path)
            answer?.pointee = disk.state.withLock { $0.files[name] != nil ? 1 : 0 }
            return SQLITE_OK
        }
        vfs.pointee.xFullPathname = { _, path, capacity, full in
            copyPath(full, path, capacity)
        }
    }

    private func setSystemCalls() {
        vfs.pointee.xRandomness = { vfs, count, bytes in
            guard let disk = SimulatedDisk.behind(vfs), let bytes else { return 0 }
            disk.state.withLock { state in
                for index in 0..<Int(count) {
                    bytes[index] = CChar.random(in: .min ... .max, using: &state.random)
                }
            }
            return count
        }
        // Nobody else can run meanwhile, so it does not wait.
        vfs.pointee.xSleep = { _, microseconds in microseconds }
        // SQLite counts from noon of a day in 4714 BC; here it is always midnight of 1970.
        vfs.pointee.xCurrentTimeInt64 = { _, milliseconds in
            milliseconds?.pointee = 210_866_760_000_000
            return SQLITE_OK
        }
        vfs.pointee.xGetLastError = { _, _, _ in 0 }
    }
}

extension SimulatedDisk {
    /// SQLITE_IOERR_DELETE_NOENT, a macro that Swift does not import.
    static let noSuchFile = SQLITE_IOERR | (23 << 8)

    fileprivate static func behind(_ vfs: UnsafeMutablePointer<sqlite3_vfs>?) -> SimulatedDisk? {
        vfs?.pointee.pAppData.map { Unmanaged<SimulatedDisk>.fromOpaque($0).takeUnretainedValue() }
    }
}

/// Paths are taken as they are written.
private func copyPath(
    _ target: UnsafeMutablePointer<CChar>?, _ source: UnsafePointer<CChar>?, _ capacity: Int32
) -> Int32 {
    guard let target, let source else { return SQLITE_CANTOPEN }
    for index in 0..<Int(capacity) {
        target[index] = source[index]
        if source[index] == 0 { return SQLITE_OK }
    }
    return SQLITE_CANTOPEN
}
