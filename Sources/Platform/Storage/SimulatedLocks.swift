import CSQLite

/// SQLite's locks on one file, for connections of one process.
struct SimulatedLocks {
    private var shared = 0
    private var reservedBy: ObjectIdentifier?
    /// Waits for the readers to leave, or has seen them go.
    private var exclusiveBy: ObjectIdentifier?

    var isReserved: Bool { reservedBy != nil }

    /// Raises `owner` from `held` to `wanted`; false when another is in the way.
    mutating func raise(_ owner: ObjectIdentifier, from held: Int32, to wanted: Int32) -> Bool {
        if held < SQLITE_LOCK_SHARED {
            guard exclusiveBy == nil else { return false }
            shared += 1
        }
        if wanted >= SQLITE_LOCK_RESERVED {
            guard reservedBy == nil || reservedBy == owner else { return false }
            reservedBy = owner
        }
        if wanted >= SQLITE_LOCK_PENDING {
            guard exclusiveBy == nil || exclusiveBy == owner else { return false }
            exclusiveBy = owner
            return shared == 1
        }
        return true
    }

    mutating func lower(_ owner: ObjectIdentifier, from held: Int32, to wanted: Int32) {
        if reservedBy == owner { reservedBy = nil }
        if exclusiveBy == owner { exclusiveBy = nil }
        if held >= SQLITE_LOCK_SHARED, wanted == SQLITE_LOCK_NONE { shared -= 1 }
    }
}

/// The index of the log, which connections share in memory and which no power cut survives.
final class SharedMemory {
    private var regions: [UnsafeMutableRawPointer] = []
    private var readers = [Int](repeating: 0, count: Int(SQLITE_SHM_NLOCK))
    private var writer = [ObjectIdentifier?](repeating: nil, count: Int(SQLITE_SHM_NLOCK))
    private var held: [ObjectIdentifier: Set<Int>] = [:]

    deinit {
        for region in regions { region.deallocate() }
    }

    func region(_ index: Int, bytes: Int, mayGrow: Bool) -> UnsafeMutableRawPointer? {
        while mayGrow, regions.count <= index {
            let region = UnsafeMutableRawPointer.allocate(byteCount: bytes, alignment: 8)
            region.initializeMemory(as: UInt8.self, repeating: 0, count: bytes)
            regions.append(region)
        }
        return index < regions.count ? regions[index] : nil
    }

    /// False when another connection is in the way.
    func lock(_ owner: ObjectIdentifier, _ slots: Range<Int>, exclusively: Bool) -> Bool {
        if exclusively {
            let others = slots.contains { slot in
                let own = held[owner, default: []].contains(slot) ? 1 : 0
                return readers[slot] > own || (writer[slot] != nil && writer[slot] != owner)
            }
            guard !others else { return false }
            for slot in slots { writer[slot] = owner }
        } else {
            guard slots.allSatisfy({ writer[$0] == nil || writer[$0] == owner }) else {
                return false
            }
            for slot in slots where held[owner, default: []].insert(slot).inserted {
                readers[slot] += 1
            }
        }
        return true
    }

    func unlock(_ owner: ObjectIdentifier, _ slots: Range<Int>) {
        for slot in slots {
            if writer[slot] == owner { writer[slot] = nil }
            if held[owner, default: []].remove(slot) != nil { readers[slot] -= 1 }
        }
    }
}
