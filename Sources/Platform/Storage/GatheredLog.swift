import CSQLite

/// The log as one connection writes it: gathered, and given to the disk in few calls.
///
/// SQLite writes each page of a commit with two system calls, some thirty for one order. They follow
/// one another in the file, so they wait here for the sync that ends the commit. Nobody misses them
/// meanwhile: at full durability other connections are told of a commit only after its sync. And no
/// page is here that no commit is about to sync, as the pager is told not to spill (`Pragmas`).
///
/// That the sync comes last is so on disks that write over a part of a sector and leave the rest of it
/// alone, which SQLite takes all disks of this system to do.
final class GatheredLog {
    /// SQLite itself gives no more than 128 KiB, less a byte, to one system call.
    private static let mostBytes = 124 * 1_024

    private let file: UnsafeMutablePointer<sqlite3_file>
    private let calls: UnsafePointer<sqlite3_io_methods>
    private var gathered: [UInt8] = []
    /// Where in the file what is gathered begins.
    private var start: Int64 = 0
    private var end: Int64 { start + Int64(gathered.count) }

    init(_ file: UnsafeMutablePointer<sqlite3_file>, _ calls: UnsafePointer<sqlite3_io_methods>) {
        self.file = file
        self.calls = calls
    }

    func write(_ bytes: UnsafeRawBufferPointer, at offset: Int64) -> Int32 {
        if offset != end || gathered.count + bytes.count > Self.mostBytes {
            let code = flush()
            guard code == SQLITE_OK else { return code }
            start = offset
        }
        // Only with the first write: a connection that copies the log never writes it.
        if gathered.capacity == 0 { gathered.reserveCapacity(Self.mostBytes) }
        gathered.append(contentsOf: bytes)
        return SQLITE_OK
    }

    func read(into bytes: UnsafeMutableRawBufferPointer, at offset: Int64) -> Int32 {
        if offset < end, offset + Int64(bytes.count) > start {
            let code = flush()
            guard code == SQLITE_OK else { return code }
        }
        return calls.pointee.xRead(file, bytes.baseAddress, Int32(bytes.count), offset)
    }

    func sync(_ flags: Int32) -> Int32 {
        let code = flush()
        return code == SQLITE_OK ? calls.pointee.xSync(file, flags) : code
    }

    func truncate(to length: Int64) -> Int32 {
        let code = flush()
        return code == SQLITE_OK ? calls.pointee.xTruncate(file, length) : code
    }

    func measure(into length: UnsafeMutablePointer<Int64>?) -> Int32 {
        let code = flush()
        return code == SQLITE_OK ? calls.pointee.xFileSize(file, length) : code
    }

    /// What is not about bytes.
    func ask(
        _ question: (sqlite3_io_methods, UnsafeMutablePointer<sqlite3_file>) -> Int32
    ) -> Int32 {
        question(calls.pointee, file)
    }

    /// What is gathered still was never synced, so it belongs to no commit.
    func close() -> Int32 {
        calls.pointee.xClose(file)
    }

    /// What the disk does not take is dropped: SQLite hears of it before its commit, and gives that
    /// up.
    private func flush() -> Int32 {
        guard !gathered.isEmpty else { return SQLITE_OK }
        defer {
            start = end
            gathered.removeAll(keepingCapacity: true)
        }
        return gathered.withUnsafeBytes { bytes in
            calls.pointee.xWrite(file, bytes.baseAddress, Int32(bytes.count), start)
        }
    }
}

extension GatheredLog {
    /// What SQLite keeps for each open log: its calls and whose it is. Behind both lies the file.
    private struct Place {
        var base: sqlite3_file
        var log: Unmanaged<GatheredLog>
    }

    /// So much more than the file itself needs, so that it is aligned.
    static let placeBytes = (MemoryLayout<Place>.size + 15) & ~15

    static func open(
        _ path: UnsafePointer<CChar>?, at place: UnsafeMutablePointer<sqlite3_file>,
        _ flags: Int32, _ outFlags: UnsafeMutablePointer<Int32>?,
        by original: UnsafeMutablePointer<sqlite3_vfs>
    ) -> Int32 {
        place.pointee.pMethods = nil
        let start = UnsafeMutableRawPointer(place)
        let file = (start + placeBytes).assumingMemoryBound(to: sqlite3_file.self)
        let code = original.pointee.xOpen(original, path, file, flags, outFlags)
        guard code == SQLITE_OK, let calls = file.pointee.pMethods else { return code }
        let log = Unmanaged.passRetained(GatheredLog(file, calls))
        start.initializeMemory(
            as: Place.self,
            to: Place(base: sqlite3_file(pMethods: GatheredFileCalls.table), log: log))
        return SQLITE_OK
    }

    static func at(_ place: UnsafeMutablePointer<sqlite3_file>?) -> GatheredLog? {
        guard let place else { return nil }
        return UnsafeMutableRawPointer(place).assumingMemoryBound(to: Place.self)
            .pointee.log.takeUnretainedValue()
    }
}
