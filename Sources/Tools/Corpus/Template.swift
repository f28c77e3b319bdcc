/// Text with places in it: `Bearer {{token}}`.
struct Template: Sendable, Hashable {
    enum Part: Sendable, Hashable {
        case text(String)
        case place(Place)
    }

    /// A variable, or the one function there is.
    struct Place: Sendable, Hashable {
        /// A fresh UUID each time it is rendered: for idempotency keys.
        static let newUUID = "newUuid"

        let name: String
        let position: Position
    }

    var parts: [Part] = []

    /// The text, when no place is in it.
    var fixed: String? {
        var text = ""
        for part in parts {
            guard case .text(let piece) = part else { return nil }
            text += piece
        }
        return text
    }

    /// What it may look like, to check its form before its variables are known.
    var sample: String {
        parts.map { part in
            switch part {
            case .text(let text): text
            case .place: "0"
            }
        }.joined()
    }

    mutating func append(_ text: String) {
        guard !text.isEmpty else { return }
        if case .text(let before)? = parts.last {
            parts[parts.count - 1] = .text(before + text)
        } else {
            parts.append(.text(text))
        }
    }
}

/// The functions of Hurl that this runner does not have.
private let unknownFunctions = ["newDate", "getEnv"]

extension Reader {
    /// `{{name}}`, standing at its first brace.
    mutating func place() throws(Flaw) -> Template.Place {
        let start = offset
        try expect("{{", "a variable begins with {{")
        skipSpaces()
        let position = position
        let name = word()
        guard let first = name.utf8.first, Ascii.isLetter(first) || first == UInt8(ascii: "_")
        else {
            throw flaw("between {{ and }} stands the name of a variable", at: start)
        }
        guard !unknownFunctions.contains(name) else {
            throw flaw("the function \(name) is not one that this runner has", at: start)
        }
        skipSpaces()
        try expect("}}", "{{\(name) is not closed by }}, and filters do not stand inside braces")
        return Template.Place(name: name, position: position)
    }

    /// Text up to an octet that ends it, with its places and its escapes.
    mutating func template(
        until isEnd: (UInt8) -> Bool, escapes: Bool
    ) throws(Flaw) -> Template {
        var template = Template()
        while let octet = next, !isEnd(octet) {
            if isNext("{{") {
                template.parts.append(.place(try place()))
            } else if octet == Ascii.backslash, escapes {
                template.append(try escape())
            } else {
                let start = offset
                offset += 1
                take { !isEnd($0) && $0 != UInt8(ascii: "{") && $0 != Ascii.backslash }
                template.append(source.text(start..<offset))
            }
        }
        return template
    }

    private mutating func escape() throws(Flaw) -> String {
        let start = offset
        offset += 1
        guard let octet = next else { throw flaw("the escape is not finished", at: start) }
        offset += 1
        switch octet {
        case UInt8(ascii: "n"): return "\n"
        case UInt8(ascii: "r"): return "\r"
        case UInt8(ascii: "t"): return "\t"
        case Ascii.quote, Ascii.backslash, Ascii.backquote, Ascii.hash, Ascii.slash:
            return String(Unicode.Scalar(octet))
        case UInt8(ascii: "u"):
            if let scalar = try unicodeEscape() { return String(Character(scalar)) }
        default: break
        }
        throw flaw(
            ##"there is no such escape; there are \n \r \t \" \\ \` \# \/ \u{…}"##, at: start)
    }

    private mutating func unicodeEscape() throws(Flaw) -> Unicode.Scalar? {
        guard take("{") else { return nil }
        let digits = word()
        guard take("}"), digits.utf8.count <= 6 else { return nil }
        return UInt32(digits, radix: 16).flatMap(Unicode.Scalar.init)
    }
}
