extension JSONTape {
    /// Whether the name at `index` is among those from `start` on.
    func hasName(
        equalTo index: Int, from start: Int, in text: UnsafeMutablePointer<UInt8>
    ) -> Bool {
        let name = entries.utf8(of: index, in: text)
        var other = start
        while other < index {
            if entries.utf8(of: other, in: text).hasSameBytes(as: name) { return true }
            other = entries.end(of: other + 1)
        }
        return false
    }

    /// The first of `nameCount` names from `start` on that was there before.
    ///
    /// A hash table, seeded by the process, so that nobody can send names that all collide.
    func repeatedName(
        from start: Int, count nameCount: Int, in text: UnsafeMutablePointer<UInt8>
    ) -> Int? {
        let slotCount = 1 << (Int.bitWidth - (2 * nameCount).leadingZeroBitCount)
        var slots = [Int32](repeating: 0, count: slotCount)
        var index = start
        for _ in 0..<nameCount {
            let name = entries.utf8(of: index, in: text)
            var hasher = Hasher()
            hasher.combine(bytes: UnsafeRawBufferPointer(name))
            var slot = hasher.finalize() & (slotCount - 1)
            while slots[slot] != 0 {
                let other = entries.utf8(of: Int(slots[slot]), in: text)
                if other.hasSameBytes(as: name) { return index }
                slot = (slot + 1) & (slotCount - 1)
            }
            slots[slot] = Int32(index)
            index = entries.end(of: index + 1)
        }
        return nil
    }
}
