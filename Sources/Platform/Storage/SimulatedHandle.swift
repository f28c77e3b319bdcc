import CSQLite
import EventLoop

/// A file of a simulated disk, opened by one connection.
final class SimulatedHandle {
    /// What SQLite keeps for each open file: its methods, and behind them whose they are.
    struct Place {
        var base: sqlite3_file
        var handle: Unmanaged<SimulatedHandle>
    }

    let disk: SimulatedDisk
    let file: SimulatedFile
    /// Files opened before a power cut stay dead after it.
    private let boot: Int
    private var lockHeld = SQLITE_LOCK_NONE
    private var sharedMemory: SharedMemory?

    init(disk: SimulatedDisk, file: SimulatedFile, boot: Int) {
        self.disk = disk
        self.file = file
        self.boot = boot
    }

    private var owner: ObjectIdentifier { ObjectIdentifier(self) }

    /// Does `body` if the disk lets it.
    private func perform(
        _ operation: SimulatedDisk.Operation,
        _ body: (inout SimulatedDisk.State) -> Int32
    ) -> Int32 {
        disk.state.withLock { state in
            if let failure = state.fate(of: operation, since: boot) { return failure }
            return body(&state)
        }
    }

    // MARK: Bytes

    func read(into buffer: UnsafeMutableRawBufferPointer, at offset: Int) -> Int32 {
        perform(.read) { _ in
            file.read(into: buffer, at: offset) ? SQLITE_OK : SQLITE_IOERR | (2 << 8)
        }
    }

    func write(_ buffer: UnsafeRawBufferPointer, at offset: Int) -> Int32 {
        perform(.write) { state in
            let growth = max(0, offset + buffer.count - file.bytes.count)
            guard growth == 0 || state.hasRoom(for: growth) else { return SQLITE_FULL }
            file.write(buffer, at: offset)
            return SQLITE_OK
        }
    }

    func truncate(to count: Int) -> Int32 {
        perform(.write) { _ in
            file.truncate(to: count)
            return SQLITE_OK
        }
    }

    func sync() -> Int32 {
        perform(.sync) { _ in
            file.sync()
            return SQLITE_OK
        }
    }

    var count: Int { disk.state.withLock { _ in file.bytes.count } }

    // MARK: Locks

    func lock(_ wanted: Int32) -> Int32 {
        disk.state.withLock { state in
            guard state.boots == boot, !state.isOff else { return SQLITE_IOERR }
            guard wanted > lockHeld else { return SQLITE_OK }
            guard file.locks.raise(owner, from: lockHeld, to: wanted) else { return SQLITE_BUSY }
            lockHeld = wanted
            return SQLITE_OK
        }
    }

    func unlock(_ wanted: Int32) -> Int32 {
        disk.state.withLock { state in
            guard state.boots == boot, wanted < lockHeld else { return SQLITE_OK }
            file.locks.lower(owner, from: lockHeld, to: wanted)
            lockHeld = wanted
            return SQLITE_OK
        }
    }

    var isReserved: Bool { disk.state.withLock { _ in file.locks.isReserved } }

    // MARK: Shared memory

    func region(_ index: Int, bytes: Int, mayGrow: Bool) -> UnsafeMutableRawPointer? {
        disk.state.withLock { state in
            if sharedMemory == nil, state.boots == boot {
                sharedMemory = file.sharedMemory ?? SharedMemory()
                file.sharedMemory = sharedMemory
            }
            return sharedMemory?.region(index, bytes: bytes, mayGrow: mayGrow)
        }
    }

    func lockMemory(_ slots: Range<Int>, _ flags: Int32) -> Int32 {
        disk.state.withLock { state in
            guard state.boots == boot, !state.isOff, let sharedMemory else { return SQLITE_IOERR }
            if flags & SQLITE_SHM_UNLOCK != 0 {
                sharedMemory.unlock(owner, slots)
                return SQLITE_OK
            }
            let exclusively = flags & SQLITE_SHM_EXCLUSIVE != 0
            return sharedMemory.lock(owner, slots, exclusively: exclusively)
                ? SQLITE_OK : SQLITE_BUSY
        }
    }

    func unmapMemory(deleting: Bool) {
        disk.state.withLock { _ in
            sharedMemory?.unlock(owner, 0..<Int(SQLITE_SHM_NLOCK))
            if deleting, file.sharedMemory === sharedMemory { file.sharedMemory = nil }
            sharedMemory = nil
        }
    }

    func close() {
        _ = unlock(SQLITE_LOCK_NONE)
        unmapMemory(deleting: false)
    }
}

extension SimulatedDisk {
    /// Puts a handle where SQLite wants it. A file without a name is a temporary one.
    func open(
        _ path: String?, at place: UnsafeMutablePointer<sqlite3_file>, mayCreate: Bool
    ) -> Int32 {
        place.pointee.pMethods = nil
        let opened = state.withLock { state -> (file: SimulatedFile, boot: Int)? in
            guard !state.isOff else { return nil }
            guard let path else { return (SimulatedFile(), state.boots) }
            if state.files[path] == nil {
                guard mayCreate else { return nil }
                state.files[path] = SimulatedFile()
            }
            return state.files[path].map { ($0, state.boots) }
        }
        guard let opened else { return SQLITE_CANTOPEN }
        let handle = SimulatedHandle(disk: self, file: opened.file, boot: opened.boot)
        UnsafeMutableRawPointer(place).assumingMemoryBound(to: SimulatedHandle.Place.self)
            .initialize(
                to: SimulatedHandle.Place(
                    base: sqlite3_file(pMethods: SimulatedFileCalls.table),
                    handle: .passRetained(handle)))
        return SQLITE_OK
    }
}

extension SimulatedHandle {
    static func at(_ place: UnsafeMutablePointer<sqlite3_file>?) -> SimulatedHandle? {
        guard let place else { return nil }
        return UnsafeMutableRawPointer(place).assumingMemoryBound(to: Place.self)
            .pointee.handle.takeUnretainedValue()
    }
}
