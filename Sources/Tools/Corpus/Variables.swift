import JSON
import Runtime

/// What the names in a scenario stand for while it is played.
struct Variables {
    private var values: [String: Value]
    private var randomness: Randomness

    init(_ values: [String: Value], drawingFrom randomness: Randomness) {
        self.values = values
        self.randomness = randomness
    }

    subscript(name: String) -> Value? {
        get { values[name] }
        set { values[name] = newValue }
    }

    mutating func value(of place: Template.Place) throws(Flaw) -> Value {
        if place.name == Template.Place.newUUID { return .string(makeUUID()) }
        guard let value = values[place.name] else {
            throw Flaw(
                position: place.position,
                sentence: "nothing is called \(place.name) here: it was neither given nor captured")
        }
        return value
    }

    mutating func render(_ template: Template) throws(Flaw) -> String {
        var text = ""
        for part in template.parts {
            switch part {
            case .text(let piece): text += piece
            case .place(let place): text += try value(of: place).text
            }
        }
        return text
    }

    /// The text with its spaces, as it is sent, and what it says.
    mutating func render(_ template: JSONTemplate) throws(Flaw) -> (text: String, json: JSON) {
        var text = ""
        for part in template.parts {
            switch part {
            case .text(let piece): text += piece
            case .place(let place, let isInString):
                let value = try value(of: place)
                text += try isInString ? Self.escaped(value.text) : Self.bare(value, at: place)
            }
        }
        do throws(JSONError) {
            return (text, try JSON(parsing: Array(text.utf8)))
        } catch {
            throw Flaw(
                position: template.position,
                sentence: "with its variables put in this is no longer JSON: \(error)")
        }
    }

    mutating func render(_ operand: Operand) throws(Flaw) -> Value {
        switch operand {
        case .value(let value): value
        case .text(let template): .string(try render(template))
        case .place(let place): try value(of: place)
        }
    }

    /// Outside of quotes Hurl puts in a number, true, false or null, and nothing else.
    private static func bare(_ value: Value, at place: Template.Place) throws(Flaw) -> String {
        switch Value(given: value.text) {
        case .null, .bool, .integer, .double: return value.text
        case .string, .list, .object:
            throw Flaw(
                position: place.position,
                sentence: "\(place.name) is \(value.shown), which stands inside quotes only")
        }
    }

    /// As it stands between the quotes of a JSON string.
    private static func escaped(_ text: String) -> String {
        String(decoding: JSONWriter.bytes(of: text).dropFirst().dropLast(), as: UTF8.self)
    }

    /// Version 4 (RFC 9562): chance alone.
    private mutating func makeUUID() -> String {
        let high = randomness.next() & 0xFFFF_FFFF_FFFF_0FFF | 0x4000
        let low = randomness.next() & 0x3FFF_FFFF_FFFF_FFFF | 0x8000_0000_0000_0000
        let digits = Array(Self.hexadecimal(high) + Self.hexadecimal(low))
        let groups = [0..<8, 8..<12, 12..<16, 16..<20, 20..<32]
        return groups.map { String(digits[$0]) }.joined(separator: "-")
    }

    private static func hexadecimal(_ word: UInt64) -> String {
        let digits = String(word, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }
}
