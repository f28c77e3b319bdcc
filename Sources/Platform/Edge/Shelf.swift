/// Things by their keys, within a number and a weight: what was not asked for the longest goes
/// first.
struct Shelf<Key: Hashable, Value> {
    private struct Place {
        var key: Key
        var value: Value
        var bytes: Int
        var newer: Int?
        var older: Int?
    }

    private let mostEntries: Int
    private let mostBytes: Int
    private var places: [Place?] = []
    private var free: [Int] = []
    private var positions: [Key: Int] = [:]
    private var newest: Int?
    private var oldest: Int?
    private(set) var bytes = 0
    /// How many things had to go for others.
    private(set) var evicted = 0

    var count: Int { positions.count }

    init(mostEntries: Int, mostBytes: Int) {
        precondition(mostEntries > 0 && mostBytes > 0, "a shelf has room")
        self.mostEntries = mostEntries
        self.mostBytes = mostBytes
    }

    /// What stands under `key`, which counts as asking for it.
    mutating func value(_ key: Key) -> Value? {
        guard let position = positions[key], let place = places[position] else { return nil }
        if newest != position {
            unlink(place)
            link(position)
        }
        return place.value
    }

    /// Puts a value in the place of what stood under `key`. False: it is too heavy for the whole
    /// shelf. What stood there is gone all the same: it is no longer true.
    @discardableResult
    mutating func put(_ value: Value, bytes weight: Int, under key: Key) -> Bool {
        remove(key)
        guard weight <= mostBytes else { return false }
        while count == mostEntries || bytes + weight > mostBytes, let oldest,
            let last = places[oldest]
        {
            remove(last.key)
            evicted += 1
        }
        let position = free.popLast() ?? places.endIndex
        let place = Place(key: key, value: value, bytes: weight)
        if position == places.endIndex { places.append(place) } else { places[position] = place }
        positions[key] = position
        bytes += weight
        link(position)
        return true
    }

    mutating func remove(_ key: Key) {
        guard let position = positions.removeValue(forKey: key), let place = places[position] else {
            return
        }
        unlink(place)
        places[position] = nil
        free.append(position)
        bytes -= place.bytes
    }

    // MARK: The order of asking

    private mutating func link(_ position: Int) {
        places[position]?.newer = nil
        places[position]?.older = newest
        if let newest { places[newest]?.newer = position }
        newest = position
        if oldest == nil { oldest = position }
    }

    private mutating func unlink(_ place: Place) {
        if let newer = place.newer {
            places[newer]?.older = place.older
        } else {
            newest = place.older
        }
        if let older = place.older {
            places[older]?.newer = place.newer
        } else {
            oldest = place.newer
        }
    }
}
