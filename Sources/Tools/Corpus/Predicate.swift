/// What an answer must be: `not contains "chicken"`.
struct Predicate: Sendable {
    enum Test: Sendable {
        case equals(Operand)
        case differs(Operand)
        case compares(Comparison, Operand)
        case startsWith(Operand)
        case endsWith(Operand)
        case contains(Operand)
        case includes(Operand)
        case matches(Pattern)
        case `is`(Kind)
        case isEmpty
        case exists
    }

    enum Comparison: String, Sendable {
        case less = "<"
        case atMost = "<="
        case greater = ">"
        case atLeast = ">="
    }

    enum Kind: String, CaseIterable, Sendable {
        case boolean = "isBoolean"
        case integer = "isInteger"
        case float = "isFloat"
        case number = "isNumber"
        case string = "isString"
        case collection = "isCollection"
    }

    let isNegated: Bool
    let test: Test
}

/// What a value is held against.
enum Operand: Sendable {
    case value(Value)
    case text(Template)
    /// The variable itself, of whatever kind.
    case place(Template.Place)
}

extension Reader {
    mutating func predicate() throws(Flaw) -> Predicate {
        guard next.map(Ascii.isSpace) == true else {
            throw flaw("a space and a predicate were expected, and not \(restOfLine)")
        }
        skipSpaces()
        var ahead = self
        let isNegated = ahead.word() == "not"
        if isNegated {
            self = ahead
            skipSpaces()
        }
        return Predicate(isNegated: isNegated, test: try test())
    }

    private mutating func test() throws(Flaw) -> Predicate.Test {
        if take("==") { return .equals(try operand()) }
        if take("!=") { return .differs(try operand()) }
        if take("<=") { return .compares(.atMost, try operand()) }
        if take("<") { return .compares(.less, try operand()) }
        if take(">=") { return .compares(.atLeast, try operand()) }
        if take(">") { return .compares(.greater, try operand()) }
        let start = offset
        let name = word()
        switch name {
        case "startsWith": return .startsWith(.text(try quoted("a text")))
        case "endsWith": return .endsWith(.text(try quoted("a text")))
        case "contains": return .contains(.text(try quoted("a text")))
        case "includes": return .includes(try operand())
        case "matches": return .matches(try pattern())
        case "exists": return .exists
        case "isEmpty": return .isEmpty
        default: break
        }
        if let kind = Predicate.Kind(rawValue: name) { return .is(kind) }
        offset = start
        let kinds = Predicate.Kind.allCases.map(\.rawValue).joined(separator: ", ")
        throw flaw(
            "a predicate was expected: ==, !=, <, <=, >, >=, startsWith, endsWith, contains, "
                + "includes, matches, exists, isEmpty, \(kinds), and not \(restOfLine)")
    }

    // MARK: - What it is held against

    private mutating func operand() throws(Flaw) -> Operand {
        skipSpaces()
        if isNext("{{") { return .place(try place()) }
        if isNext("```") { return .text(try multiline().text) }
        switch next {
        case Ascii.quote: return .text(try quoted("a text"))
        case Ascii.backquote: return .text(try backquoted())
        default: break
        }
        let start = offset
        let token = source.text(
            take { Ascii.isWord($0) || $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: "+") })
        switch Value(given: token) {
        case .string, .list, .object:
            offset = start
            throw flaw("a value was expected, such as 3, \"text\", true or {{name}}")
        case let value: return .value(value)
        }
    }

    /// `/…/`, in which `\/` is a slash, or `"…"`.
    private mutating func pattern() throws(Flaw) -> Pattern {
        skipSpaces()
        let start = offset
        let text: String
        if take("/") {
            var isEscaped = false
            let range = take {
                if $0 == Ascii.newline || $0 == Ascii.slash && !isEscaped { return false }
                isEscaped = $0 == Ascii.backslash && !isEscaped
                return true
            }
            text = source.text(range)
            try expect("/", "the regular expression is not closed by /")
        } else if let quoted = try quoted("a regular expression").fixed {
            text = quoted
        } else {
            throw flaw("a regular expression has no variables here", at: start)
        }
        do throws(Pattern.Refusal) {
            return try Pattern(text)
        } catch {
            throw flaw(error.sentence, at: start)
        }
    }
}
