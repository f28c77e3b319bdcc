import JSON
import Testing

@Suite struct JSONPropertyTests {
    static let seeds = Array<UInt64>(0..<300)

    @Test(arguments: seeds) func `what is written is read back as it was`(seed: UInt64) throws {
        var samples = JSONSamples(seed: seed)
        let value = samples.value()
        let text = JSONWriter.bytes(of: value, expecting: 1 + samples.below(2000))
        let json = try JSON(parsing: text)
        #expect(try Sample(json) == value)
        #expect(JSONWriter.bytes(of: json) == text)
    }

    @Test(arguments: seeds) func `however a value is spelled, it is the same`(seed: UInt64) throws {
        var samples = JSONSamples(seed: seed)
        let value = samples.value()
        let plain = try JSON(parsing: JSONWriter.bytes(of: value))
        let spelled = try JSON(parsing: samples.spelling(of: value))
        #expect(plain == spelled)
        #expect(spelled == plain)
    }

    @Test(arguments: seeds) func `different values are not equal`(seed: UInt64) throws {
        var samples = JSONSamples(seed: seed)
        let one = Sample.array([samples.value(), .string("a"), samples.value()])
        let other = Sample.array([samples.value(), .string("b"), samples.value()])
        let a = try JSON(parsing: JSONWriter.bytes(of: one))
        let b = try JSON(parsing: JSONWriter.bytes(of: other))
        #expect(a != b)
    }

    @Test(arguments: seeds) func `a pointer leads to the place it came from`(seed: UInt64) throws {
        var samples = JSONSamples(seed: seed)
        let json = try JSON(parsing: JSONWriter.bytes(of: samples.value()))
        try json.forEachDescendant { place in
            let found = try json.follow(place.pointer)
            #expect(found == place)
        }
    }
}

extension JSON {
    fileprivate func forEachDescendant(_ body: (JSON) throws -> Void) throws {
        try body(self)
        if kind == .array { for element in try elements() { try element.forEachDescendant(body) } }
        if kind == .object {
            for (_, value) in try members() { try value.forEachDescendant(body) }
        }
    }

    fileprivate func follow(_ pointer: String) throws -> JSON {
        var here = self
        for step in pointer.unicodeScalars.split(separator: "/", omittingEmptySubsequences: false)
            .dropFirst()
        {
            let name = String(step).unescapingPointer
            here = here.kind == .array ? try here[Int(name)!] : try here[name]
        }
        return here
    }
}

extension String {
    /// By scalars: to `Character`, a tilde and an accent after it are one.
    fileprivate var unescapingPointer: String {
        var plain = String.UnicodeScalarView()
        var isEscape = false
        for scalar in unicodeScalars {
            if isEscape {
                plain.append(scalar == "0" ? "~" : "/")
            } else if scalar != "~" {
                plain.append(scalar)
            }
            isEscape = scalar == "~" && !isEscape
        }
        return String(plain)
    }
}

extension JSONSamples {
    /// A text of the value with spaces, escapes, odd numbers and members in any order.
    fileprivate mutating func spelling(of value: Sample) -> [UInt8] {
        var text = ""
        spell(value, &text)
        return Array(text.utf8)
    }

    private mutating func spell(_ value: Sample, _ text: inout String) {
        text += pick(["", " ", "\n", "\t \r\n"])
        defer { text += pick(["", " ", "\n"]) }
        switch value {
        case .null: text += "null"
        case .bool(let value): text += "\(value)"
        case .integer(let value):
            text +=
                abs(value) < 1 << 53 ? pick(["\(value)", "\(value).0", "\(value)e0"]) : "\(value)"
        case .unsigned(let value): text += "\(value)"
        case .double(let value): text += pick(["\(value)", "\(value)".uppercased()])
        case .string(let value): spell(value, &text)
        case .array(let elements):
            text += "["
            for (position, element) in elements.enumerated() {
                if position > 0 { text += "," }
                spell(element, &text)
            }
            text += "]"
        case .object(var members):
            members.shuffle(using: &self)
            text += "{"
            for (position, member) in members.enumerated() {
                text += position > 0 ? ", " : " "
                spell(member.name, &text)
                text += pick([":", " : "])
                spell(member.value, &text)
            }
            text += "}"
        }
    }

    private mutating func spell(_ string: String, _ text: inout String) {
        text += "\""
        for scalar in string.unicodeScalars {
            let mustEscape = scalar.value < 0x20 || scalar == "\"" || scalar == "\\"
            guard mustEscape || below(4) == 0 else {
                text.unicodeScalars.append(scalar)
                continue
            }
            for unit in UTF16.encode(scalar)! {
                let digits = String(unit, radix: 16, uppercase: below(2) == 0)
                text += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            }
        }
        text += "\""
    }
}
