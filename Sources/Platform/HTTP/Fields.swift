import Glibc

/// The header fields of a message, in the order they came.
///
/// They are slices of one buffer, so that parsing a head allocates nothing when its buffers are
/// used again. A name is in lower case; a value cannot hold CR, LF, NUL or another control
/// character: such octets become spaces as they are added, so no response can be split.
public struct Fields: Sendable {
    struct Entry {
        var name: Range<UInt32>
        var value: Range<UInt32>
    }

    /// What a forwarder adds, and telemetry: `Via` and the trace.
    private static let spareOctets = 160
    private static let spareEntries = 4

    private(set) var octets: [UInt8]
    private(set) var entries: [Entry]

    public init() {
        octets = []
        entries = []
    }

    /// For the parsers, which have checked what they found.
    init(octets: [UInt8], entries: [Entry]) {
        self.octets = octets
        self.entries = entries
    }

    public var count: Int { entries.count }
    public var isEmpty: Bool { entries.isEmpty }

    // MARK: Reading

    /// The value of the first field of that name.
    public subscript(name: FieldName) -> String? {
        firstEntry(name).map { text($0.value) }
    }

    public func contains(_ name: FieldName) -> Bool {
        firstEntry(name) != nil
    }

    /// The values of all fields of that name.
    public func values(_ name: FieldName) -> [String] {
        entries.filter { isNamed(name, $0) }.map { text($0.value) }
    }

    /// The octets of the first value of that name, without copying them.
    public func withValue<Result>(
        _ name: FieldName, _ body: (UnsafeBufferPointer<UInt8>) throws -> Result
    ) rethrows -> Result? {
        guard let entry = firstEntry(name) else { return nil }
        return try octets.withUnsafeBufferPointer { all in
            try body(UnsafeBufferPointer(rebasing: all[entry.valueRange]))
        }
    }

    /// The same, unless there are several of that name: for fields of which one more is an attack.
    public func withOnlyValue<Result>(
        _ name: FieldName, _ body: (UnsafeBufferPointer<UInt8>) throws -> Result
    ) rethrows -> Result? {
        var found: Entry?
        for entry in entries where isNamed(name, entry) {
            guard found == nil else { return nil }
            found = entry
        }
        guard let found else { return nil }
        return try octets.withUnsafeBufferPointer { all in
            try body(UnsafeBufferPointer(rebasing: all[found.valueRange]))
        }
    }

    /// The octets of every value of that name, without copying them.
    func forEachValue(_ name: FieldName, _ body: (UnsafeBufferPointer<UInt8>) -> Void) {
        octets.withUnsafeBufferPointer { all in
            name.octets.withUnsafeBufferPointer { wanted in
                for entry in entries where Self.matches(wanted, all, entry) {
                    body(UnsafeBufferPointer(rebasing: all[entry.valueRange]))
                }
            }
        }
    }

    public var all: [(name: String, value: String)] {
        entries.map { (text($0.name), text($0.value)) }
    }

    // MARK: Writing

    /// Not generic: in another module a generic one would walk the text through witness tables.
    public mutating func append(_ name: FieldName, _ value: String) {
        var value = value
        value.withUTF8 { text in
            entries.append(Entry(at: octets.count, name.octets.count, text.count))
            octets.write(atMost: name.octets.count + text.count) { writer in
                writer.write(name.octets)
                if text.allSatisfy(Octet.isFieldContent) { return writer.write(text) }
                for octet in text {
                    writer.write(Octet.isFieldContent(octet) ? octet : Octet.space)
                }
            }
        }
    }

    public mutating func append(_ name: FieldName, _ value: Substring) {
        append(name, String(value))
    }

    public mutating func append(_ name: FieldName, _ value: Int) {
        append(name, String(value))
    }

    /// Puts the one field of that name in place of any there were.
    public mutating func set(_ name: FieldName, _ value: String) {
        remove(name)
        append(name, value)
    }

    public mutating func remove(_ name: FieldName) {
        guard contains(name) else { return }
        let kept = entries.filter { !isNamed(name, $0) }
        entries = kept
    }

    /// The fields that `isWanted` wants, told by their names in lower case, with room to add a few.
    func filtered(_ isWanted: (UnsafeBufferPointer<UInt8>) -> Bool) -> Fields {
        var kept: [UInt8] = []
        var places: [Entry] = []
        places.reserveCapacity(entries.count + Self.spareEntries)
        octets.withUnsafeBufferPointer { all in
            kept.write(atMost: octets.count + Self.spareOctets) { writer in
                for entry in entries {
                    let name = UnsafeBufferPointer(rebasing: all[entry.nameRange])
                    guard isWanted(name) else { continue }
                    let value = UnsafeBufferPointer(rebasing: all[entry.valueRange])
                    places.append(Entry(at: writer.count, name.count, value.count))
                    writer.write(name)
                    writer.write(value)
                }
            }
        }
        return Fields(octets: kept, entries: places)
    }

    // MARK: Finding

    private func firstEntry(_ name: FieldName) -> Entry? {
        octets.withUnsafeBufferPointer { all in
            name.octets.withUnsafeBufferPointer { wanted in
                for entry in entries where Self.matches(wanted, all, entry) { return entry }
                return nil
            }
        }
    }

    private func isNamed(_ name: FieldName, _ entry: Entry) -> Bool {
        octets.withUnsafeBufferPointer { all in
            name.octets.withUnsafeBufferPointer { Self.matches($0, all, entry) }
        }
    }

    private static func matches(
        _ wanted: UnsafeBufferPointer<UInt8>, _ all: UnsafeBufferPointer<UInt8>, _ entry: Entry
    ) -> Bool {
        guard entry.name.count == wanted.count,
            let name = all.baseAddress, let other = wanted.baseAddress
        else { return false }
        return memcmp(name + Int(entry.name.lowerBound), other, wanted.count) == 0
    }

    private func text(_ range: Range<UInt32>) -> String {
        String(decoding: octets[Int(range.lowerBound)..<Int(range.upperBound)], as: UTF8.self)
    }
}

extension Fields.Entry {
    /// A value straight behind its name, which is at `start`.
    init(at start: Int, _ nameBytes: Int, _ valueBytes: Int) {
        let middle = UInt32(start + nameBytes)
        self.init(name: UInt32(start)..<middle, value: middle..<(middle + UInt32(valueBytes)))
    }

    var nameRange: Range<Int> { Int(name.lowerBound)..<Int(name.upperBound) }
    var valueRange: Range<Int> { Int(value.lowerBound)..<Int(value.upperBound) }
}
