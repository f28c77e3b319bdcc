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
        let url = try url()
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

    /// Only what Hurl takes in a URL: all else belongs into [Query], which encodes it.
    private mutating func url() throws(Flaw) -> Template {
        let start = offset
        guard isNext("{{") || isNext("http://") else {
            throw flaw("a URL was expected, which begins with http:// or a variable")
        }
        let url = try template(until: { Ascii.isSpace($0) || $0 == Ascii.hash }, escapes: false)
        for part in url.parts {
            guard case .text(let text) = part else { continue }
            let stranger = text.first {
                !$0.isLetter && !$0.isNumber && !":/.-?=&_%*,@~+!$'();[]".contains($0)
            }
            if let stranger {
                throw flaw(
                    "\(stranger) does not stand in a URL: use [Query], or escape it", at: start)
            }
        }
        try endLine()
        return url
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
