extension Reader {
    static let mostAsserts = 200

    /// `HTTP 201`, and what follows it until the next request.
    mutating func expectation() throws(Flaw) -> Expectation {
        try readVersion()
        skipSpaces()
        let statusPosition = position
        var status: Int?
        if !take("*") { status = try integer(in: 100...599, "a status, when it is not *,") }
        try endLine()
        var expectation = Expectation(status: status, statusPosition: statusPosition)
        expectation.headers = try pairs("a header")
        while isSectionNext {
            let (name, position) = try section()
            switch name {
            case "Captures": try readCaptures(into: &expectation)
            case "Asserts": try readAsserts(into: &expectation)
            default:
                throw Flaw(
                    position: position,
                    sentence: "there is no section [\(name)] of an answer here; "
                        + "there are [Captures] and [Asserts]")
            }
            skipBlankLines()
        }
        if isBodyNext {
            skipSpaces()
            let position = position
            expectation.body = (try body(), position)
        }
        return expectation
    }

    private mutating func readVersion() throws(Flaw) {
        skipSpaces()
        _ = take("HTTP")
        guard take("/") else { return }
        let start = offset
        guard source.text(take { Ascii.isDigit($0) || $0 == UInt8(ascii: ".") }) == "1.1" else {
            throw flaw("we speak HTTP/1.1: write HTTP, or HTTP/1.1", at: start)
        }
    }

    private mutating func readCaptures(into expectation: inout Expectation) throws(Flaw) {
        while hasMoreLines() {
            skipSpaces()
            let position = position
            let name = word()
            skipSpaces()
            guard !name.isEmpty, name != Template.Place.newUUID, take(":") else {
                throw Flaw(
                    position: position,
                    sentence: "a capture was expected, `name: jsonpath \"$.id\"`")
            }
            skipSpaces()
            let question = try question()
            try endLine()
            expectation.captures.append(
                Capture(name: name, question: question, position: position))
            try refuseTooMany(expectation.captures.count)
        }
    }

    private mutating func readAsserts(into expectation: inout Expectation) throws(Flaw) {
        while hasMoreLines() {
            skipSpaces()
            let position = position
            let start = offset
            let question = try question()
            let predicate = try predicate()
            let text = source.text(start..<offset)
            try endLine()
            expectation.asserts.append(
                Assert(question: question, predicate: predicate, text: text, position: position))
            try refuseTooMany(expectation.asserts.count)
        }
    }

    private func refuseTooMany(_ count: Int) throws(Flaw) {
        guard count <= Self.mostAsserts else {
            throw flaw("a section has at most \(Self.mostAsserts) lines")
        }
    }
}
