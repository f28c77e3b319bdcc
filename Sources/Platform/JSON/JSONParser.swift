/// Reads a text once, from front to back, checks everything and writes the tape.
///
/// It does not recurse: what is open waits on a stack of its own.
struct JSONParser: ~Copyable {
    let text: UnsafeMutablePointer<UInt8>
    let end: UnsafeMutablePointer<UInt8>
    var at: UnsafeMutablePointer<UInt8>
    var tape: JSONTape

    private let limits: JSONLimits
    private var waiting: UnsafeMutablePointer<Frame>
    /// Few texts go deeper; for one that does it grows.
    private var mostWaiting = 16
    private var depth = 0
    private var top = Frame(index: 0, isObject: false)

    /// An array or object that is not closed yet.
    private struct Frame {
        let index: Int
        let isObject: Bool
        var hasDoubtfulNames = false
        var count: UInt32 = 0
        var names = JSONNameFilter()
    }

    /// Zeros behind the text: no value contains one, so that loops end there, and whole words can be
    /// read from any place in the text.
    private static let padding = 16

    static func parse(_ text: Span<UInt8>, _ limits: JSONLimits) throws(JSONError) -> JSONDocument {
        guard text.count <= limits.bytes else {
            throw .excessive(.bytes, limit: limits.bytes)
        }
        var parser = JSONParser(text, limits)
        try parser.run()
        return parser.finish()
    }

    private init(_ source: Span<UInt8>, _ limits: JSONLimits) {
        self.limits = limits
        text = .allocate(capacity: source.count + JSONParser.padding)
        end = text + source.count
        at = text
        source.withUnsafeBufferPointer { [text] bytes in
            if let first = bytes.baseAddress { text.initialize(from: first, count: bytes.count) }
        }
        end.initialize(repeating: 0, count: JSONParser.padding)
        tape = JSONTape(expecting: source.count / 6 + 8, limit: limits.values)
        waiting = .allocate(capacity: mostWaiting)
    }

    deinit {
        text.deallocate()
        tape.deallocate()
        waiting.deallocate()
    }

    private consuming func finish() -> JSONDocument {
        let document = JSONDocument(text: text, tape: tape.entries)
        waiting.deallocate()
        discard self
        return document
    }
}

// MARK: - Structure

extension JSONParser {
    private mutating func run() throws(JSONError) {
        if at[0] == 0xEF && at[1] == 0xBB && at[2] == 0xBF { throw flaw(.byteOrderMark) }
        repeat { try value() } while try goesOn()
        skipSpace()
        if at != end { throw flaw(.bytesAfterTheValue) }
    }

    /// A whole value; or the openings of arrays and objects, and the first whole value inside.
    private mutating func value() throws(JSONError) {
        while true {
            skipSpace()
            switch at[0] {
            case UInt8(ascii: "\""):
                return try string(.string)
            case UInt8(ascii: "{"):
                try open(isObject: true)
                if closes(UInt8(ascii: "}")) { return }
                try name()
            case UInt8(ascii: "["):
                try open(isObject: false)
                if closes(UInt8(ascii: "]")) { return }
            case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"):
                return try number()
            case UInt8(ascii: "t"):
                return try literal("true", .true)
            case UInt8(ascii: "f"):
                return try literal("false", .false)
            case UInt8(ascii: "n"):
                return try literal("null", .null)
            default:
                throw unexpected()
            }
        }
    }

    /// Behind a value: closes what ends here. Whether another value follows.
    private mutating func goesOn() throws(JSONError) -> Bool {
        while depth > 0 {
            skipSpace()
            let byte = at[0]
            if byte == UInt8(ascii: ",") {
                at += 1
                top.count &+= 1
                if top.isObject { try name() }
                return true
            }
            guard byte == (top.isObject ? UInt8(ascii: "}") : UInt8(ascii: "]")) else {
                throw unexpected()
            }
            at += 1
            top.count &+= 1
            if top.hasDoubtfulNames { try refuseAnyRepetition() }
            close()
        }
        return false
    }

    private mutating func open(isObject: Bool) throws(JSONError) {
        guard depth < limits.depth else { throw .excessive(.depth, limit: limits.depth) }
        at += 1
        if depth == mostWaiting { makeRoomToWait() }
        (waiting + depth).initialize(to: top)
        depth += 1
        top = Frame(index: tape.count, isObject: isObject)
        try tape.append(isObject ? .object : .array)
    }

    private mutating func makeRoomToWait() {
        let larger = UnsafeMutablePointer<Frame>.allocate(capacity: 2 * mostWaiting)
        larger.initialize(from: waiting, count: depth)
        waiting.deallocate()
        waiting = larger
        mostWaiting *= 2
    }

    /// Closes what was only just opened, if it is empty.
    private mutating func closes(_ bracket: UInt8) -> Bool {
        skipSpace()
        guard at[0] == bracket else { return false }
        at += 1
        close()
        return true
    }

    private mutating func close() {
        tape.close(top.index, elementCount: top.count)
        depth -= 1
        top = waiting[depth]
    }

    /// Space, tab, line feed and carriage return; nothing else is white in JSON.
    @inline(__always)
    private mutating func skipSpace() {
        while at[0] <= 0x20 {
            guard at[0] == 0x20 || at[0] == 0x0A || at[0] == 0x0D || at[0] == 0x09 else { return }
            at += 1
        }
    }

    private mutating func literal(
        _ word: StaticString, _ kind: JSONEntry.Kind
    ) throws(JSONError) {
        for offset in 0..<word.utf8CodeUnitCount {
            guard at[0] == word.utf8Start[offset] else { throw unexpected() }
            at += 1
        }
        try tape.append(kind)
    }
}

// MARK: - Names

extension JSONParser {
    /// The name of a member, and its colon.
    @inline(__always)
    private mutating func name() throws(JSONError) {
        skipSpace()
        guard at[0] == UInt8(ascii: "\"") else { throw unexpected() }
        try string(.name)
        let name = tape.entries[tape.count &- 1]
        if !top.names.insert(text + Int(name.first), Int(name.second)) { try refuseRepetition() }
        skipSpace()
        guard at[0] == UInt8(ascii: ":") else { throw unexpected() }
        at += 1
    }

    /// The last name is perhaps there already. In a small object the names are compared one by one; a
    /// large one, where that could take for ever, is looked at as a whole when it closes.
    @inline(never)
    private mutating func refuseRepetition() throws(JSONError) {
        guard top.count < 16 else {
            top.hasDoubtfulNames = true
            return
        }
        if tape.hasName(equalTo: tape.count - 1, from: top.index + 1, in: text) {
            throw repetition(tape.count - 1)
        }
    }

    @inline(never)
    private func refuseAnyRepetition() throws(JSONError) {
        if let index = tape.repeatedName(from: top.index + 1, count: Int(top.count), in: text) {
            throw repetition(index)
        }
    }

    private func repetition(_ index: Int) -> JSONError {
        let name = String(decoding: tape.entries.utf8(of: index, in: text), as: UTF8.self)
        let quote = Int(tape.entries[index].first) - 1
        return .malformed(.duplicateName(name), byteOffset: quote)
    }
}

// MARK: - Flaws

extension JSONParser {
    /// At the place we are; or at the end of the text, when that is what we ran into.
    @inline(never)
    func flaw(_ flaw: JSONError.Flaw) -> JSONError {
        .malformed(at == end ? .unexpectedEnd : flaw, byteOffset: at - text)
    }

    @inline(never)
    private func unexpected() -> JSONError {
        flaw(.unexpectedByte(at[0]))
    }
}
