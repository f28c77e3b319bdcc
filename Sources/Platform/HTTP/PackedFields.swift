/// Fields as they stand in memory, one behind the other: the length of the name, that of the value,
/// then both. Reads them in their order.
struct PackedFields: Sequence, IteratorProtocol {
    struct Field {
        let name: UnsafeBufferPointer<UInt8>
        let value: UnsafeBufferPointer<UInt8>

        /// The whole of it, with its lengths.
        var packed: UnsafeBufferPointer<UInt8> {
            guard let base = name.baseAddress else { return name }
            return UnsafeBufferPointer(
                start: base - PackedFields.lengthsBytes,
                count: PackedFields.bytes(of: name.count, value.count))
        }
    }

    /// Two numbers of 32 bits.
    static let lengthsBytes = 8

    /// A line of a head has at least four octets, and these make nine.
    static func mostBytes(ofLines lineBytes: Int) -> Int { lineBytes / 4 * 9 + 9 }

    static func bytes(of nameBytes: Int, _ valueBytes: Int) -> Int {
        lengthsBytes + nameBytes + valueBytes
    }

    /// Those that have not been read.
    private(set) var rest: UnsafeBufferPointer<UInt8>

    init(_ packed: UnsafeBufferPointer<UInt8>) {
        rest = packed
    }

    @inline(__always)
    mutating func next() -> Field? {
        guard let base = rest.baseAddress, !rest.isEmpty else { return nil }
        let lengths = UnsafeRawPointer(base)
        let nameBytes = Int(lengths.loadUnaligned(as: UInt32.self))
        let valueBytes = Int(lengths.loadUnaligned(fromByteOffset: 4, as: UInt32.self))
        let name = base + Self.lengthsBytes
        let end = Self.bytes(of: nameBytes, valueBytes)
        rest = UnsafeBufferPointer(start: base + end, count: rest.count - end)
        return Field(
            name: UnsafeBufferPointer(start: name, count: nameBytes),
            value: UnsafeBufferPointer(start: name + nameBytes, count: valueBytes))
    }
}

/// What stands before a packed field, and is known only behind it.
struct PackedLengths {
    fileprivate let place: UnsafeMutableRawPointer

    func set(_ nameBytes: Int, _ valueBytes: Int) {
        place.storeBytes(of: UInt32(nameBytes), as: UInt32.self)
        place.storeBytes(of: UInt32(valueBytes), toByteOffset: 4, as: UInt32.self)
    }
}

extension OctetWriter {
    mutating func makeRoomForLengths() -> PackedLengths {
        PackedLengths(place: makeRoom(PackedFields.lengthsBytes))
    }
}
