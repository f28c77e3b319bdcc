import JSON

/// A second reader of JSON, to hold the first against: short and slow, a function a rule of RFC 8259,
/// over Unicode scalars instead of bytes. Nothing in it comes from the parser it judges.
///
/// It is also compiled into the fuzzer.
indirect enum ReferenceJSON {
    case null
    case bool(Bool)
    case number(String)
    case string([Unicode.Scalar])
    case array([ReferenceJSON])
    case object([(name: [Unicode.Scalar], value: ReferenceJSON)])

    /// Nil for whatever the parser has to refuse within the same depth.
    static func read(_ bytes: [UInt8], depth: Int) -> ReferenceJSON? {
        guard let text = String(validating: bytes, as: UTF8.self) else { return nil }
        var reader = Reader(scalars: Array(text.unicodeScalars))
        guard let value = reader.element(depth), reader.isAtEnd else { return nil }
        return value
    }
}

private struct Reader {
    let scalars: [Unicode.Scalar]
    var at = 0

    init(scalars: [Unicode.Scalar]) { self.scalars = scalars }

    var isAtEnd: Bool { at == scalars.count }
    var next: Unicode.Scalar? { isAtEnd ? nil : scalars[at] }

    mutating func take(_ expected: String) -> Bool {
        let wanted = Array(expected.unicodeScalars)
        guard scalars.dropFirst(at).starts(with: wanted) else { return false }
        at += wanted.count
        return true
    }

    mutating func space() {
        while let scalar = next, " \t\r\n".unicodeScalars.contains(scalar) { at += 1 }
    }

    mutating func element(_ depth: Int) -> ReferenceJSON? {
        space()
        defer { space() }
        return value(depth)
    }

    mutating func value(_ depth: Int) -> ReferenceJSON? {
        if take("null") { return .null }
        if take("true") { return .bool(true) }
        if take("false") { return .bool(false) }
        switch next {
        case "\"": return string().map { .string($0) }
        case "[": return depth > 0 ? array(depth - 1) : nil
        case "{": return depth > 0 ? object(depth - 1) : nil
        default: return number()
        }
    }

    mutating func array(_ depth: Int) -> ReferenceJSON? {
        var elements: [ReferenceJSON] = []
        guard take("[") else { return nil }
        space()
        if take("]") { return .array([]) }
        repeat {
            guard let element = element(depth) else { return nil }
            elements.append(element)
        } while take(",")
        return take("]") ? .array(elements) : nil
    }

    mutating func object(_ depth: Int) -> ReferenceJSON? {
        var members: [(name: [Unicode.Scalar], value: ReferenceJSON)] = []
        var names: Set<[Unicode.Scalar]> = []
        guard take("{") else { return nil }
        space()
        if take("}") { return .object([]) }
        repeat {
            space()
            guard let name = string(), names.insert(name).inserted else { return nil }
            space()
            guard take(":"), let value = element(depth) else { return nil }
            members.append((name, value))
        } while take(",")
        return take("}") ? .object(members) : nil
    }

    mutating func string() -> [Unicode.Scalar]? {
        var text: [Unicode.Scalar] = []
        guard take("\"") else { return nil }
        while !take("\"") {
            guard let scalar = next, scalar.value >= 0x20 else { return nil }
            guard let meant = scalar == "\\" ? escape() : scalar else { return nil }
            if scalar != "\\" { at += 1 }
            text.append(meant)
        }
        return text
    }

    mutating func escape() -> Unicode.Scalar? {
        let letters: [(String, Unicode.Scalar)] = [
            ("\\\"", "\""), ("\\\\", "\\"), ("\\/", "/"), ("\\b", "\u{8}"), ("\\f", "\u{C}"),
            ("\\n", "\n"), ("\\r", "\r"), ("\\t", "\t"),
        ]
        for (spelling, meaning) in letters where take(spelling) { return meaning }
        guard let unit = codeUnit() else { return nil }
        if let scalar = Unicode.Scalar(unit) { return scalar }
        guard UTF16.isLeadSurrogate(unit), let trail = codeUnit(), UTF16.isTrailSurrogate(trail)
        else { return nil }
        return UTF16.decode(UTF16.EncodedScalar([unit, trail]))
    }

    mutating func codeUnit() -> UInt16? {
        guard take("\\u"), at + 4 <= scalars.count else { return nil }
        let digits = scalars[at..<at + 4]
        guard digits.allSatisfy({ $0.properties.isASCIIHexDigit }) else { return nil }
        at += 4
        return UInt16(String(String.UnicodeScalarView(digits)), radix: 16)
    }

    mutating func number() -> ReferenceJSON? {
        let start = at
        _ = take("-")
        guard take("0") || digits() else { return nil }
        if take(".") && !digits() { return nil }
        if take("e") || take("E") {
            if !take("+") { _ = take("-") }
            guard digits() else { return nil }
        }
        let text = String(String.UnicodeScalarView(scalars[start..<at]))
        return Double(text)?.isFinite == true ? .number(text) : nil
    }

    mutating func digits() -> Bool {
        let start = at
        while let scalar = next, "0"..."9" ~= scalar { at += 1 }
        return at > start
    }
}

extension JSON {
    /// Whether this says what the reference reader found, members in the same order.
    func means(_ reference: ReferenceJSON) -> Bool {
        switch reference {
        case .null: return isNull
        case .bool(let value): return (try? bool()) == value
        case .string(let value): return (try? string()).map { Array($0.unicodeScalars) } == value
        case .number(let text):
            let isInteger = text.allSatisfy { "-0123456789".contains($0) }
            return (try? double()) == Double(text)
                && (try? int64()) == (isInteger ? Int64(text) : nil)
                && (try? uint64())
                    == (isInteger
                        ? UInt64(text) ?? Int64(text).flatMap(UInt64.init(exactly:)) : nil)
        case .array(let elements):
            guard let own = try? self.elements(), own.count == elements.count else { return false }
            return zip(own, elements).allSatisfy { $0.means($1) }
        case .object(let members):
            guard let own = try? self.members(), own.count == members.count else { return false }
            return zip(own, members).allSatisfy {
                Array($0.name.unicodeScalars) == $1.name && $0.value.means($1.value)
            }
        }
    }
}
