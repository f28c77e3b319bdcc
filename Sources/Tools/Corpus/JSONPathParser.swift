extension JSONPath {
    static let mostSteps = 32

    init(_ text: String) throws(Refusal) {
        var parser = JSONPathParser(text)
        steps = try parser.path()
    }
}

/// Reads a path. What it does not know it refuses, rather than find nothing.
private struct JSONPathParser {
    private let text: String
    private var rest: Substring

    init(_ text: String) {
        self.text = text
        rest = text[...]
    }

    mutating func path() throws(JSONPath.Refusal) -> [JSONPath.Step] {
        guard take("$") else { throw refusal("begins with $") }
        var steps: [JSONPath.Step] = []
        while !rest.isEmpty {
            guard steps.count < JSONPath.mostSteps else { throw refusal("is too long") }
            steps.append(try step())
        }
        return steps
    }

    private mutating func step() throws(JSONPath.Refusal) -> JSONPath.Step {
        if take("..") {
            return .anywhere(try name())
        }
        if take(".") {
            return take("*") ? .every : .member(try name())
        }
        guard take("[") else { throw refusal("goes on with . or [") }
        skipSpaces()
        let step: JSONPath.Step
        if take("*") {
            step = .every
        } else if take("?") {
            step = .filtered(try condition())
        } else if let name = try quoted() {
            step = .member(name)
        } else {
            step = .element(try index())
        }
        skipSpaces()
        guard take("]") else { throw refusal("closes each [ with ], and has no slice or union") }
        return step
    }

    /// `(@.a.b == 'x')`
    private mutating func condition() throws(JSONPath.Refusal) -> JSONPath.Condition {
        skipSpaces()
        guard take("("), take("@") else { throw refusal("has filters of the form ?(@…)") }
        var members: [String] = []
        while rest.first == "." || rest.hasPrefix("['") || rest.hasPrefix("[\"") {
            members.append(try member())
        }
        skipSpaces()
        var test: (String, Value)?
        if let comparison = comparison() {
            skipSpaces()
            test = (comparison, try literal())
        }
        skipSpaces()
        guard take(")") else {
            throw refusal("has one comparison in a filter, closed by )")
        }
        return JSONPath.Condition(members: members, test: test)
    }

    private mutating func member() throws(JSONPath.Refusal) -> String {
        if take(".") { return try name() }
        _ = take("[")
        guard let name = try quoted(), take("]") else { throw refusal("closes each [ with ]") }
        return name
    }

    private mutating func comparison() -> String? {
        ["==", "!=", "<=", ">=", "<", ">"].first { take($0) }
    }

    private mutating func literal() throws(JSONPath.Refusal) -> Value {
        if let text = try quoted() { return .string(text) }
        let token = takeWhile { $0.isLetter || $0.isNumber || "+-.".contains($0) }
        switch Value(given: String(token)) {
        case .string, .list, .object:
            throw refusal("compares with 'text', a number, true, false or null")
        case let value: return value
        }
    }

    // MARK: - Words

    private mutating func name() throws(JSONPath.Refusal) -> String {
        let name = takeWhile { $0.isLetter || $0.isNumber || $0 == "_" }
        guard !name.isEmpty else { throw refusal("has a name behind a dot; others in ['…']") }
        return String(name)
    }

    private mutating func index() throws(JSONPath.Refusal) -> Int {
        guard let index = Int(takeWhile { $0.isASCII && $0.isNumber }) else {
            throw refusal("has in [ ] a number, *, a 'name' or ?(…)")
        }
        return index
    }

    private mutating func quoted() throws(JSONPath.Refusal) -> String? {
        guard let mark = rest.first, mark == "'" || mark == "\"" else { return nil }
        rest.removeFirst()
        let text = takeWhile { $0 != mark && $0 != "\\" }
        guard rest.first == mark else {
            throw refusal("closes each quotation mark, and has no \\ inside")
        }
        rest.removeFirst()
        return String(text)
    }

    private mutating func skipSpaces() {
        _ = takeWhile { $0 == " " }
    }

    private mutating func take(_ token: String) -> Bool {
        guard rest.hasPrefix(token) else { return false }
        rest.removeFirst(token.count)
        return true
    }

    private mutating func takeWhile(_ isWanted: (Character) -> Bool) -> Substring {
        let taken = rest.prefix(while: isWanted)
        rest = rest[taken.endIndex...]
        return taken
    }

    private func refusal(_ what: String) -> JSONPath.Refusal {
        let place = rest.isEmpty ? "its end" : "\"\(rest.prefix(20))\""
        return JSONPath.Refusal(sentence: "a JSONPath \(what): \"\(text)\", at \(place)")
    }
}
