import CSQLite

/// The calls that SQLite makes on a log that is gathered. Those that are not about its bytes go to
/// the file behind it as they are.
enum GatheredFileCalls {
    /// Shared memory and mappings, which later versions add, are the database's and not its log's.
    nonisolated(unsafe) static let table = UnsafePointer.fileCalls(version: 1) { table in
        setBytes(table)
        setLocks(table)
        setTraits(table)
    }

    private static func setBytes(_ table: UnsafeMutablePointer<sqlite3_io_methods>) {
        table.pointee.xClose = { place in
            guard let log = GatheredLog.at(place) else { return SQLITE_OK }
            defer { Unmanaged.passUnretained(log).release() }
            return log.close()
        }
        table.pointee.xRead = { place, start, count, offset in
            let bytes = UnsafeMutableRawBufferPointer(start: start, count: Int(count))
            return GatheredLog.at(place)?.read(into: bytes, at: offset) ?? SQLITE_IOERR
        }
        table.pointee.xWrite = { place, start, count, offset in
            let bytes = UnsafeRawBufferPointer(start: start, count: Int(count))
            return GatheredLog.at(place)?.write(bytes, at: offset) ?? SQLITE_IOERR
        }
        table.pointee.xTruncate = { place, length in
            GatheredLog.at(place)?.truncate(to: length) ?? SQLITE_IOERR
        }
        table.pointee.xSync = { place, flags in
            GatheredLog.at(place)?.sync(flags) ?? SQLITE_IOERR
        }
        table.pointee.xFileSize = { place, length in
            GatheredLog.at(place)?.measure(into: length) ?? SQLITE_IOERR
        }
    }

    private static func setLocks(_ table: UnsafeMutablePointer<sqlite3_io_methods>) {
        table.pointee.xLock = { place, level in
            GatheredLog.at(place)?.ask { $0.xLock($1, level) } ?? SQLITE_IOERR
        }
        table.pointee.xUnlock = { place, level in
            GatheredLog.at(place)?.ask { $0.xUnlock($1, level) } ?? SQLITE_IOERR
        }
        table.pointee.xCheckReservedLock = { place, answer in
            GatheredLog.at(place)?.ask { $0.xCheckReservedLock($1, answer) } ?? SQLITE_IOERR
        }
    }

    private static func setTraits(_ table: UnsafeMutablePointer<sqlite3_io_methods>) {
        table.pointee.xFileControl = { place, operation, argument in
            GatheredLog.at(place)?.ask { $0.xFileControl($1, operation, argument) } ?? SQLITE_IOERR
        }
        table.pointee.xSectorSize = { place in
            GatheredLog.at(place)?.ask { $0.xSectorSize($1) } ?? 0
        }
        table.pointee.xDeviceCharacteristics = { place in
            GatheredLog.at(place)?.ask { $0.xDeviceCharacteristics($1) } ?? 0
        }
    }
}
