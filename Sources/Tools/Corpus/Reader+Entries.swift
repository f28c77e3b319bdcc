import HTTP

/// The outline of a file: which line begins what.
extension Reader {
    mutating func entries() throws(Flaw) -> [Entry] {
        var entries: [Entry] = []
        skipBlankLines()
        while !isAtEnd {
            guard entries.count < Scenario.mostEntries else {
                throw flaw("a scenario has at most \(Scenario.mostEntries) requests")
            }
            entries.append(try entry())
            skipBlankLines()
        }
        guard !entries.isEmpty else { throw flaw("there is no request in this file") }
        return entries
    }

    private mutating func entry() throws(Flaw) -> Entry {
        skipSpaces()
        let position = position
        let method = try method()
        skipSpaces()
        let url = try lineValue()
        guard !url.parts.isEmpty else {
            throw Flaw(position: position, sentence: "\(method.rawValue) is followed by a URL")
        }
        var entry = Entry(request: RequestDraft(method: method, url: url), position: position)
        try readRequest(into: &entry)
        if isResponseNext { entry.expectation = try expectation() }
        skipBlankLines()
        guard isAtEnd || isRequestNext else {
            throw flaw("the next request was expected, a method and a URL, and not \(restOfLine)")
        }
        return entry
    }

    private mutating func method() throws(Flaw) -> Method {
        let start = offset
        let name = word()
        guard let method = Method(rawValue: name), next == Ascii.space else {
            offset = start
            throw flaw("a request was expected, such as `GET {{url}}/…`, and not \(restOfLine)")
        }
        return method
    }

    // MARK: - What the next line is

    var isRequestNext: Bool {
        var ahead = self
        ahead.skipSpaces()
        return Method(rawValue: ahead.word()) != nil && ahead.next == Ascii.space
    }

    var isResponseNext: Bool {
        var ahead = self
        ahead.skipSpaces()
        return ahead.take("HTTP") && (ahead.next == Ascii.space || ahead.next == Ascii.slash)
    }

    /// `[Query]`: no JSON array begins with a capital letter.
    var isSectionNext: Bool {
        var ahead = self
        ahead.skipSpaces()
        return ahead.take("[") && ahead.next.map(Ascii.isUppercase) == true
    }

    var isBodyNext: Bool {
        var ahead = self
        ahead.skipSpaces()
        return ahead.isNext("{") || ahead.isNext("[") || ahead.isNext("`")
    }

    /// Of a list of pairs or queries: whether one more follows.
    mutating func hasMoreLines() -> Bool {
        skipBlankLines()
        return !(isAtEnd || isResponseNext || isSectionNext || isBodyNext || isRequestNext)
    }

    /// The name of a section, behind which the line ends.
    mutating func section() throws(Flaw) -> (name: String, position: Position) {
        skipSpaces()
        let position = position
        _ = take("[")
        let name = word()
        try expect("]", "the name of a section is closed by ]")
        try endLine()
        return (name, position)
    }
}
