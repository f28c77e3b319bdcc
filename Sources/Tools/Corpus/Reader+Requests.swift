import HTTP

extension Reader {
    static let mostPairs = 100

    /// Headers, then sections, then a body.
    mutating func readRequest(into entry: inout Entry) throws(Flaw) {
        entry.request.headers = try pairs("a header")
        while isSectionNext {
            let (name, position) = try section()
            switch name {
            case "Query", "QueryStringParams":
                entry.request.query += try pairs("a query parameter")
            case "Options":
                try readOptions(into: &entry)
            case "Captures", "Asserts":
                throw Flaw(position: position, sentence: "[\(name)] belongs behind an HTTP line")
            default:
                throw Flaw(
                    position: position,
                    sentence: "there is no section [\(name)] of a request here; "
                        + "there are [Query] and [Options]")
            }
            skipBlankLines()
        }
        if isBodyNext {
            entry.request.body = try body()
            skipBlankLines()
        }
    }

    mutating func pairs(_ what: String) throws(Flaw) -> [Pair] {
        var pairs: [Pair] = []
        while hasMoreLines() {
            guard pairs.count < Self.mostPairs else { throw flaw("there are too many lines here") }
            pairs.append(try pair(what))
        }
        return pairs
    }

    // MARK: - Options

    private mutating func readOptions(into entry: inout Entry) throws(Flaw) {
        while hasMoreLines() {
            skipSpaces()
            let start = offset
            let name = word()
            try expect(":", "an option was expected, `name: value`")
            skipSpaces()
            switch name {
            case "retry":
                guard entry.request.method == .get else {
                    throw flaw(
                        "only a GET may be tried again: a test must see one write", at: start)
                }
                entry.options.retries = try integer(in: 0...Options.mostRetries, "retry")
            case "retry-interval":
                entry.options.retryIntervalMilliseconds = try milliseconds("retry-interval")
            case "delay":
                entry.options.delayMilliseconds = try milliseconds("delay")
            case "skip":
                entry.options.isSkipped = try boolean()
            case "variable":
                entry.options.variables.append(try assignment())
                continue
            default:
                throw flaw(
                    "there is no option \(name) here; there are retry, retry-interval, delay, "
                        + "skip and variable", at: start)
            }
            try endLine()
        }
    }

    private mutating func milliseconds(_ what: String) throws(Flaw) -> Int {
        let start = offset
        let number = try integer(in: 0...Options.mostMilliseconds, what)
        let unit = word()
        let milliseconds: Int? =
            switch unit {
            case "", "ms": number
            case "s": number * 1_000
            default: nil
            }
        guard let milliseconds, milliseconds <= Options.mostMilliseconds else {
            throw flaw("\(what) is at most a minute, such as 250ms or 2s", at: start)
        }
        return milliseconds
    }

    private mutating func boolean() throws(Flaw) -> Bool {
        let start = offset
        switch word() {
        case "true": return true
        case "false": return false
        default: throw flaw("true or false was expected", at: start)
        }
    }

    /// `name=value`, which takes the whole line.
    private mutating func assignment() throws(Flaw) -> Pair {
        let position = position
        let name = word()
        guard !name.isEmpty, take("=") else {
            throw Flaw(position: position, sentence: "a variable is set by `variable: name=value`")
        }
        return Pair(name: name, value: try lineValue(), position: position)
    }
}
