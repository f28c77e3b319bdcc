/// A shape of code that can begin at a token of a file.
struct Pattern: Sendable {
    /// As a report names it.
    let shown: String
    let begins: @Sendable (_ code: [Token], _ index: Int) -> Bool

    private init(
        _ shown: String, begins: @escaping @Sendable (_ code: [Token], _ index: Int) -> Bool
    ) {
        self.shown = shown
        self.begins = begins
    }

    /// Tokens in a row, written as the code would be: `Task {`.
    static func code(_ code: String) -> Pattern {
        let wanted = Lexer.tokens(of: code)
        return Pattern(code) { found, index in found[index...].starts(with: wanted) }
    }

    /// Two tokens with nothing between them: `try!`.
    static func glued(_ code: String) -> Pattern {
        let wanted = Lexer.tokens(of: code)
        return Pattern(code) { found, index in
            found[index...].starts(with: wanted) && found[index + 1].isGlued
        }
    }

    /// The making of a generic value: `Task<Void, Never> {`, but not a mention of its type.
    static func genericInit(_ name: String) -> Pattern {
        let wanted = Lexer.tokens(of: "\(name)<")
        return Pattern("\(name)<…>") { code, index in
            guard code[index...].starts(with: wanted),
                let end = code[index...].firstIndex(where: { $0.isMark(">") })
            else { return false }
            let isType = index > 0 && [":", ">"].contains(where: code[index - 1].isMark)
            let isMade = ["{", "("].contains(where: code[(end + 1)...].starts(with:))
            return isMade && !isType
        }
    }

    /// Any word with this beginning: `epoll_`.
    static func words(beginning prefix: String) -> Pattern {
        Pattern(prefix + "…") { code, index in
            code[index].kind == .word && code[index].text.hasPrefix(prefix)
        }
    }

    /// A member such as `.random(in: 1...6)`, called without saying `using:` which generator.
    static func unseededCall(_ name: String) -> Pattern {
        let wanted = Lexer.tokens(of: ".\(name)(")
        return Pattern(".\(name)") { code, index in
            code[index...].starts(with: wanted)
                && !code.arguments(after: index + 2).contains { $0.isWord("using") }
        }
    }

    /// A call of the C library's `name`. A function of ours with that name is told apart by what C
    /// does not have: a receiver, or a label before the first argument.
    static func cCall(_ name: String) -> Pattern {
        let wanted = Lexer.tokens(of: "\(name)(")
        return Pattern("\(name)(") { code, index in
            guard code[index...].starts(with: wanted) else { return false }
            let isDeclared = index > 0 && code[index - 1].isWord("func")
            let hasReceiver = index > 0 && code[index - 1].isMark(".")
            let isOfGlibc = hasReceiver && index > 1 && code[index - 2].isWord("Glibc")
            let arguments = code.arguments(after: index + 1)
            let isLabelled =
                arguments.first?.kind == .word && arguments.dropFirst().starts(with: ":")
            return !isDeclared && (!hasReceiver || isOfGlibc) && !isLabelled
        }
    }
}

extension Collection<Token> {
    /// Whether these tokens begin with `wanted`, on whatever lines they stand.
    func starts(with wanted: [Token]) -> Bool {
        starts(with: wanted) { $0.kind == $1.kind && $0.text == $1.text }
    }

    /// Whether these tokens begin as `code` would.
    func starts(with code: String) -> Bool {
        starts(with: Lexer.tokens(of: code))
    }
}

extension [Token] {
    /// What stands between the `(` at `index` and the `)` that closes it.
    func arguments(after index: Int) -> ArraySlice<Token> {
        var depth = 0
        let end = self[index...].firstIndex { token in
            if token.isMark("(") { depth += 1 }
            if token.isMark(")") { depth -= 1 }
            return depth == 0
        }
        return self[(index + 1)..<Swift.max(end ?? endIndex, index + 1)]
    }
}
