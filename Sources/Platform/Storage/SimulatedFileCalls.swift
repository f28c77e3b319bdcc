import CSQLite

/// The calls that SQLite makes on an open file of a simulated disk.
enum SimulatedFileCalls {
    /// A sector is never torn, and writing part of one leaves the rest of it alone: as SQLite takes
    /// real disks to be.
    private static let characteristics = SQLITE_IOCAP_POWERSAFE_OVERWRITE

    nonisolated(unsafe) static let table = UnsafePointer.fileCalls(version: 2) { table in
        setBytes(table)
        setLocks(table)
        setSharedMemory(table)
    }

    private static func setBytes(_ table: UnsafeMutablePointer<sqlite3_io_methods>) {
        table.pointee.xClose = { place in
            guard let handle = SimulatedHandle.at(place) else { return SQLITE_OK }
            handle.close()
            Unmanaged.passUnretained(handle).release()
            return SQLITE_OK
        }
        table.pointee.xRead = { place, start, count, offset in
            guard let handle = SimulatedHandle.at(place) else { return SQLITE_IOERR }
            let buffer = UnsafeMutableRawBufferPointer(start: start, count: Int(count))
            return handle.read(into: buffer, at: Int(offset))
        }
        table.pointee.xWrite = { place, start, count, offset in
            guard let handle = SimulatedHandle.at(place) else { return SQLITE_IOERR }
            let buffer = UnsafeRawBufferPointer(start: start, count: Int(count))
            return handle.write(buffer, at: Int(offset))
        }
        table.pointee.xTruncate = { place, count in
            SimulatedHandle.at(place)?.truncate(to: Int(count)) ?? SQLITE_IOERR
        }
        table.pointee.xSync = { place, _ in
            SimulatedHandle.at(place)?.sync() ?? SQLITE_IOERR
        }
        table.pointee.xFileSize = { place, count in
            count?.pointee = Int64(SimulatedHandle.at(place)?.count ?? 0)
            return SQLITE_OK
        }
        table.pointee.xFileControl = { _, _, _ in SQLITE_NOTFOUND }
        table.pointee.xSectorSize = { _ in Int32(SimulatedFile.sectorBytes) }
        table.pointee.xDeviceCharacteristics = { _ in SimulatedFileCalls.characteristics }
    }

    private static func setLocks(_ table: UnsafeMutablePointer<sqlite3_io_methods>) {
        table.pointee.xLock = { place, level in
            SimulatedHandle.at(place)?.lock(level) ?? SQLITE_IOERR
        }
        table.pointee.xUnlock = { place, level in
            SimulatedHandle.at(place)?.unlock(level) ?? SQLITE_IOERR
        }
        table.pointee.xCheckReservedLock = { place, answer in
            answer?.pointee = SimulatedHandle.at(place)?.isReserved == true ? 1 : 0
            return SQLITE_OK
        }
    }

    private static func setSharedMemory(_ table: UnsafeMutablePointer<sqlite3_io_methods>) {
        table.pointee.xShmMap = { place, index, bytes, mayGrow, address in
            guard let handle = SimulatedHandle.at(place) else { return SQLITE_IOERR }
            address?.pointee = handle.region(
                Int(index), bytes: Int(bytes), mayGrow: mayGrow != 0)
            return SQLITE_OK
        }
        table.pointee.xShmLock = { place, first, count, flags in
            let slots = Int(first)..<Int(first + count)
            return SimulatedHandle.at(place)?.lockMemory(slots, flags) ?? SQLITE_IOERR
        }
        // Taking the lock of the disk and giving it back orders memory, too.
        table.pointee.xShmBarrier = { place in
            _ = SimulatedHandle.at(place)?.count
        }
        table.pointee.xShmUnmap = { place, deleting in
            SimulatedHandle.at(place)?.unmapMemory(deleting: deleting != 0)
            return SQLITE_OK
        }
    }
}
