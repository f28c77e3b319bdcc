import EventLoop

/// The bytes of one file as programs see them, and as they would be after a power cut.
final class SimulatedFile {
    /// What reaches the platter whole or not at all.
    static let sectorBytes = 512

    private(set) var bytes: [UInt8] = []
    /// What stood in each sector at the last sync, for those written since.
    private var before: [Int: [UInt8]] = [:]
    private var syncedCount = 0
    /// Whether its name is in the folder for good.
    private(set) var isNameSynced = false

    var locks = SimulatedLocks()
    var sharedMemory: SharedMemory?

    /// False when the file ends before the buffer does; the rest of it is then zeros.
    func read(into buffer: UnsafeMutableRawBufferPointer, at offset: Int) -> Bool {
        let available = max(0, min(buffer.count, bytes.count - offset))
        if available > 0 {
            bytes.withUnsafeBytes { all in
                let found = UnsafeRawBufferPointer(rebasing: all[offset..<offset + available])
                buffer.copyMemory(from: found)
            }
        }
        if available < buffer.count {
            UnsafeMutableRawBufferPointer(rebasing: buffer[available...])
                .initializeMemory(as: UInt8.self, repeating: 0)
        }
        return available == buffer.count
    }

    func write(_ buffer: UnsafeRawBufferPointer, at offset: Int) {
        let end = offset + buffer.count
        remember(sectorsIn: offset..<end)
        if end > bytes.count {
            bytes.append(contentsOf: [UInt8](repeating: 0, count: end - bytes.count))
        }
        bytes.withUnsafeMutableBytes { all in
            UnsafeMutableRawBufferPointer(rebasing: all[offset..<end]).copyMemory(from: buffer)
        }
    }

    func truncate(to count: Int) {
        guard count < bytes.count else { return }
        remember(sectorsIn: count..<bytes.count)
        bytes.removeLast(bytes.count - count)
    }

    func sync() {
        before.removeAll(keepingCapacity: true)
        syncedCount = bytes.count
        isNameSynced = true
    }

    /// Of each sector written since the last sync, chance decides whether it got through; so with
    /// the file's length. What was never written in a part that got through holds anything.
    func losePower(_ random: inout SeededGenerator) {
        if Bool.random(using: &random) { resize(to: syncedCount, &random) }
        for sector in before.keys.sorted() where Bool.random(using: &random) {
            restore(sector, &random)
        }
        sync()
        locks = SimulatedLocks()
        sharedMemory = nil
    }

    private func resize(to count: Int, _ random: inout SeededGenerator) {
        if count < bytes.count {
            bytes.removeLast(bytes.count - count)
        } else {
            bytes.append(contentsOf: [UInt8](repeating: 0, count: count - bytes.count))
            // A truncation that did not get through gives back what it had cut off.
            for sector in before.keys.sorted() where sector * Self.sectorBytes >= bytes.count {
                restore(sector, &random)
            }
        }
    }

    private func restore(_ sector: Int, _ random: inout SeededGenerator) {
        let start = sector * Self.sectorBytes
        let end = min(start + Self.sectorBytes, bytes.count)
        guard start < end else { return }
        var old = (before[sector] ?? []).prefix(end - start)
        let filler = Bool.random(using: &random) ? UInt8.random(in: 0...255, using: &random) : 0
        old.append(contentsOf: [UInt8](repeating: filler, count: end - start - old.count))
        bytes.replaceSubrange(start..<end, with: old)
    }

    private func remember(sectorsIn range: Range<Int>) {
        guard !range.isEmpty else { return }
        let size = Self.sectorBytes
        for sector in range.lowerBound / size...(range.upperBound - 1) / size
        where before[sector] == nil {
            let start = min(sector * size, bytes.count)
            let end = min(start + size, bytes.count, max(start, syncedCount))
            before[sector] = Array(bytes[start..<end])
        }
    }
}
