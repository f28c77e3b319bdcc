import JSON

/// A JSON text with places in it: `{"name": "{{prefix}} 치킨", "x": {{place_x}}}`.
struct JSONTemplate: Sendable {
    enum Part: Sendable {
        case text(String)
        /// Inside a string what is put in is escaped; outside it is put in as it is.
        case place(Template.Place, isInString: Bool)
    }

    let parts: [Part]
    let position: Position
}

extension Reader {
    mutating func body() throws(Flaw) -> BodyDraft {
        skipSpaces()
        let body: BodyDraft
        if isNext("```") {
            let start = offset
            let (hint, text) = try multiline()
            switch hint {
            case "": body = .text(text, contentType: nil)
            case "json": body = .text(text, contentType: "application/json")
            case "xml": body = .text(text, contentType: "application/xml")
            default: throw flaw("behind ``` stands json, xml, or nothing", at: start)
            }
        } else if isNext("`") {
            body = .text(try backquoted(), contentType: nil)
        } else {
            body = .json(try json())
        }
        try endLine()
        return body
    }

    /// An object or an array, found by its brackets, and then checked by our strict parser. Each
    /// place is checked as a value of its own length, so that errors are told where they are.
    private mutating func json() throws(Flaw) -> JSONTemplate {
        let start = offset
        let position = position
        var parts: [JSONTemplate.Part] = []
        var sample: [UInt8] = []
        var depth = 0
        var isInString = false
        var textStart = offset
        repeat {
            guard let octet = next else { throw flaw("the JSON is not closed", at: start) }
            if isNext("{{") {
                parts.append(.text(source.text(textStart..<offset)))
                let placeStart = offset
                parts.append(.place(try place(), isInString: isInString))
                sample += Self.stand(in: offset - placeStart, isInString)
                textStart = offset
                continue
            }
            let length = isInString && octet == Ascii.backslash && peek(1) != nil ? 2 : 1
            if octet == Ascii.quote { isInString.toggle() }
            if !isInString {
                if octet == UInt8(ascii: "{") || octet == UInt8(ascii: "[") { depth += 1 }
                if octet == UInt8(ascii: "}") || octet == UInt8(ascii: "]") { depth -= 1 }
            }
            sample += source.octets[offset..<offset + length]
            offset += length
        } while depth > 0
        parts.append(.text(source.text(textStart..<offset)))
        do throws(JSONError) {
            _ = try JSON(parsing: sample)
        } catch {
            throw flaw(of: error, at: start)
        }
        return JSONTemplate(parts: parts, position: position)
    }

    /// As long as the place it stands for.
    private static func stand(in length: Int, _ isInString: Bool) -> [UInt8] {
        if isInString { return [UInt8](repeating: UInt8(ascii: "x"), count: length) }
        return [UInt8(ascii: "0")] + [UInt8](repeating: Ascii.space, count: length - 1)
    }

    private func flaw(of error: JSONError, at start: Int) -> Flaw {
        guard case .malformed(let flaw, let byteOffset) = error else {
            return self.flaw("the JSON is refused: \(error)", at: start)
        }
        return self.flaw("this is not JSON: \(flaw)", at: start + byteOffset)
    }
}
