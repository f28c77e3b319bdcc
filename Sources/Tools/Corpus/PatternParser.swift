/// Reads a regular expression; what dialects read differently it refuses.
struct PatternParser {
    static let mostDepth = 16
    static let mostRepeats = 200

    private var rest: Substring.UnicodeScalarView
    private var depth = 0

    init(_ text: String) {
        rest = text[...].unicodeScalars
    }

    mutating func parse() throws(Pattern.Refusal) -> PatternTree {
        let tree = try choice()
        guard rest.isEmpty else { throw refusal("has a ) without its (") }
        return tree
    }

    private mutating func choice() throws(Pattern.Refusal) -> PatternTree {
        depth += 1
        guard depth <= Self.mostDepth else { throw refusal("is nested too deeply") }
        var tree = try sequence()
        while take("|") { tree = .choice(tree, try sequence()) }
        depth -= 1
        return tree
    }

    private mutating func sequence() throws(Pattern.Refusal) -> PatternTree {
        var parts: [PatternTree] = []
        while let scalar = rest.first, scalar != "|", scalar != ")" {
            parts.append(try repeated(try atom()))
        }
        return .sequence(parts)
    }

    private mutating func atom() throws(Pattern.Refusal) -> PatternTree {
        let scalar = rest.removeFirst()
        switch scalar {
        case ".": return .scalar(.allButNewline)
        case "^": return .atStart
        case "$": return .atEnd
        case "(": return try group()
        case "[": return .scalar(try set())
        case "\\": return .scalar(try escape())
        case "*", "+", "?", "{": throw refusal("repeats nothing")
        case "}", "]": throw refusal("writes \(scalar) as \\\(scalar)")
        default: return .scalar(ScalarSet(ranges: [scalar.value...scalar.value]))
        }
    }

    private mutating func group() throws(Pattern.Refusal) -> PatternTree {
        if rest.first == "?" {
            throw refusal("has no (?…) groups: they differ between dialects")
        }
        let tree = try choice()
        guard take(")") else { throw refusal("has a ( that is not closed") }
        return tree
    }

    private mutating func repeated(_ tree: PatternTree) throws(Pattern.Refusal) -> PatternTree {
        let bounds: (least: Int, most: Int?)
        if take("*") {
            bounds = (0, nil)
        } else if take("+") {
            bounds = (1, nil)
        } else if take("?") {
            bounds = (0, 1)
        } else if take("{") {
            bounds = try counted()
        } else {
            return tree
        }
        if let again = rest.first, "*+?{".unicodeScalars.contains(again) {
            throw refusal("repeats once: lazy and possessive repeats differ between dialects")
        }
        return .repeated(tree, least: bounds.least, most: bounds.most)
    }

    private mutating func counted() throws(Pattern.Refusal) -> (least: Int, most: Int?) {
        let least = number()
        let isRange = take(",")
        let most = isRange ? number() : least
        guard let least, take("}"), (most ?? least) >= least,
            max(most ?? 0, least) <= Self.mostRepeats
        else { throw refusal("counts as {2}, {2,} or {2,5}, to \(Self.mostRepeats)") }
        return (least, most)
    }

    private mutating func number() -> Int? {
        let digits = rest.prefix { ScalarSet.digits.contains($0) }
        rest = rest[digits.endIndex...]
        return Int(String(digits))
    }

    // MARK: - Characters

    private mutating func set() throws(Pattern.Refusal) -> ScalarSet {
        var set = ScalarSet()
        set.isNegated = take("^")
        repeat {
            guard let low = rest.popFirst(), low != "[" else {
                throw refusal("has a [ that is not closed, or one inside another")
            }
            if low == "\\" {
                set.ranges += try escape().ranges
            } else if take("-") {
                guard let high = rest.popFirst(), high != "]", high != "\\", low <= high else {
                    throw refusal("has a - in [ ] that is no range; write it as \\-")
                }
                set.insert(low...high)
            } else {
                set.insert(low...low)
            }
        } while !take("]")
        return set
    }

    private mutating func escape() throws(Pattern.Refusal) -> ScalarSet {
        guard let scalar = rest.popFirst() else { throw refusal("ends in a \\") }
        switch scalar {
        case "d": return .digits
        case "w": return .word
        case "s": return .spaces
        default:
            guard scalar.isASCII, !ScalarSet.word.contains(scalar) else {
                throw refusal("has the escapes \\d, \\w, \\s and those of marks")
            }
            return ScalarSet(ranges: [scalar.value...scalar.value])
        }
    }

    private mutating func take(_ scalar: Unicode.Scalar) -> Bool {
        guard rest.first == scalar else { return false }
        rest.removeFirst()
        return true
    }

    private func refusal(_ what: String) -> Pattern.Refusal {
        Pattern.Refusal(sentence: "a regular expression here \(what)")
    }
}
