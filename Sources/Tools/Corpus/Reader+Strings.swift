extension Reader {
    /// What stands behind a colon, to the end of the line or a comment, without spaces around it.
    mutating func lineValue() throws(Flaw) -> Template {
        skipSpaces()
        let isEnd: (UInt8) -> Bool = {
            $0 == Ascii.hash || $0 == Ascii.newline || $0 == Ascii.carriageReturn
        }
        var template = try template(until: isEnd, escapes: true)
        if case .text(let text)? = template.parts.last {
            template.parts.removeLast()
            let trimmed = text.reversed().drop { $0 == " " || $0 == "\t" }.reversed()
            template.append(String(trimmed))
        }
        try endLine()
        return template
    }

    /// `key: value`, of headers and of queries.
    mutating func pair(_ what: String) throws(Flaw) -> Pair {
        skipSpaces()
        let position = position
        let key = try key(what)
        return Pair(name: key, value: try lineValue(), position: position)
    }

    private mutating func key(_ what: String) throws(Flaw) -> String {
        let start = offset
        let isKey: (UInt8) -> Bool = {
            Ascii.isWord($0) || $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: "$")
        }
        let name = source.text(take(while: isKey))
        skipSpaces()
        guard !name.isEmpty, take(":") else {
            offset = start
            throw flaw("\(what) was expected, `name: value`, and not \(restOfLine)")
        }
        return name
    }

    /// `"…"`, on one line.
    mutating func quoted(_ what: String) throws(Flaw) -> Template {
        skipSpaces()
        let start = offset
        try expect("\"", "\(what) stands in double quotes here")
        let text = try template(
            until: { $0 == Ascii.quote || $0 == Ascii.newline }, escapes: true)
        try expect("\"", "the text that begins at \(source.position(of: start)) is not closed")
        return text
    }

    /// `` `…` ``, on one line.
    mutating func backquoted() throws(Flaw) -> Template {
        let start = offset
        try expect("`", "text in backquotes was expected")
        let text = try template(
            until: { $0 == Ascii.backquote || $0 == Ascii.newline }, escapes: true)
        try expect("`", "the text that begins at \(source.position(of: start)) is not closed")
        return text
    }

    /// Lines between two ```: all of them, with the last line's break, as they stand.
    mutating func multiline() throws(Flaw) -> (hint: String, text: Template) {
        let start = offset
        try expect("```", "text between ``` was expected")
        let hint = word()
        skipSpaces()
        guard takeLineBreak() else {
            throw flaw("behind ``` the line ends, or with json or xml behind it", at: start)
        }
        var text = Template()
        while !isNext("```") {
            guard let octet = next else { throw flaw("the ``` is not closed", at: start) }
            if octet == Ascii.backquote { text.append("`"); offset += 1; continue }
            let piece = try template(until: { $0 == Ascii.backquote }, escapes: false)
            for part in piece.parts {
                switch part {
                case .text(let words): text.append(words)
                case .place: text.parts.append(part)
                }
            }
        }
        _ = take("```")
        return (hint, text)
    }
}
