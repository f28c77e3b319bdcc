/// The header fields of a message, in the order they came.
///
/// They stand packed in one array, so that they are made, kept and let go of as one. A name is in
/// lower case; a value cannot hold CR, LF, NUL or another control character: such octets become
/// spaces as they are added, so no response can be split.
public struct Fields: Sendable {
    /// What telemetry adds to a message that is passed on: the trace.
    private static let spareOctets = 160

    /// As `PackedFields` reads them, from `start` on.
    @usableFromInline private(set) var octets: [UInt8]
    /// What stands before is not ours: a request's target.
    private let start: Int
    public private(set) var count: Int

    public init() {
        self.init(octets: [], start: 0, count: 0)
    }

    /// For the parsers, which have checked what they packed.
    init(octets: [UInt8], start: Int, count: Int) {
        self.octets = octets
        self.start = start
        self.count = count
    }

    public var isEmpty: Bool { count == 0 }

    // MARK: Reading

    /// The value of the first field of that name.
    public subscript(name: FieldName) -> String? {
        withValue(name) { String(decoding: $0, as: UTF8.self) }
    }

    public func contains(_ name: FieldName) -> Bool { place(of: name) != nil }

    /// The values of all fields of that name.
    public func values(_ name: FieldName) -> [String] {
        var values: [String] = []
        forEachValue(name) { values.append(String(decoding: $0, as: UTF8.self)) }
        return values
    }

    /// The octets of the first value of that name, without copying them.
    @inlinable
    public func withValue<Result>(
        _ name: FieldName, _ body: (UnsafeBufferPointer<UInt8>) throws -> Result
    ) rethrows -> Result? {
        try withOctets(at: place(of: name), body)
    }

    /// The same, unless there are several of that name: for fields of which one more is an attack.
    @inlinable
    public func withOnlyValue<Result>(
        _ name: FieldName, _ body: (UnsafeBufferPointer<UInt8>) throws -> Result
    ) rethrows -> Result? {
        try withOctets(at: place(of: name, isOnly: true), body)
    }

    @inlinable @inline(__always)
    func withOctets<Result>(
        at place: Range<Int>?, _ body: (UnsafeBufferPointer<UInt8>) throws -> Result
    ) rethrows -> Result? {
        guard let place else { return nil }
        return try octets.withUnsafeBufferPointer {
            try body(UnsafeBufferPointer(rebasing: $0[place]))
        }
    }

    /// Where the first value of that name stands among the octets; with `isOnly` no other may follow.
    @usableFromInline
    func place(of name: FieldName, isOnly: Bool = false) -> Range<Int>? {
        withPacked { fields in
            var fields = fields
            var found: Range<Int>?
            while let field = fields.next() {
                guard field.name.equals(name.octets) else { continue }
                guard found == nil else { return nil }
                let end = octets.count - fields.rest.count
                found = end - field.value.count..<end
                if !isOnly { break }
            }
            return found
        }
    }

    /// The octets of every value of that name, without copying them.
    func forEachValue(_ name: FieldName, _ body: (UnsafeBufferPointer<UInt8>) -> Void) {
        withPacked { fields in
            for field in fields where field.name.equals(name.octets) { body(field.value) }
        }
    }

    public var all: [(name: String, value: String)] {
        withPacked { fields in
            fields.map { field in
                (
                    String(decoding: field.name, as: UTF8.self),
                    String(decoding: field.value, as: UTF8.self)
                )
            }
        }
    }

    @inline(__always)
    func withPacked<Result>(_ body: (PackedFields) throws -> Result) rethrows -> Result {
        try octets.withUnsafeBufferPointer { all in
            try body(PackedFields(UnsafeBufferPointer(rebasing: all[start...])))
        }
    }

    /// What they take on the wire at most: packed, a field has eight octets for its lengths, and on
    /// the wire four between and behind its two parts.
    var mostBytes: Int { octets.count - start }

    // MARK: Writing

    /// Not generic: in another module a generic one would walk the text through witness tables.
    public mutating func append(_ name: FieldName, _ value: String) {
        var value = value
        value.withUTF8 { text in
            octets.write(atMost: PackedFields.bytes(of: name.octets.count, text.count)) { writer in
                writer.makeRoomForLengths().set(name.octets.count, text.count)
                writer.write(name.octets)
                if text.endOfFieldContent() == text.count { return writer.write(text) }
                for octet in text {
                    writer.write(Octet.isFieldContent(octet) ? octet : Octet.space)
                }
            }
        }
        count += 1
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
        self = filtered { !$0.equals(name.octets) }
    }

    /// The fields that `isWanted` wants, told by their names in lower case, then those of `others`,
    /// with room for a few more.
    func filtered(
        adding others: Fields = Fields(), _ isWanted: (UnsafeBufferPointer<UInt8>) -> Bool
    ) -> Fields {
        var count = others.count
        let kept = withPacked { fields in
            [UInt8](atMost: mostBytes + others.mostBytes + Self.spareOctets) { writer in
                for field in fields where isWanted(field.name) {
                    writer.write(field.packed)
                    count += 1
                }
                others.withPacked { writer.write($0.rest) }
            }
        }
        return Fields(octets: kept, start: 0, count: count)
    }
}
