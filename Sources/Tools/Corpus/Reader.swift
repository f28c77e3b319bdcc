/// Reads a scenario from left to right. What it reads stands in its extensions, one file each; here
/// are the words it is made of.
struct Reader {
    let source: SourceText
    var offset = 0

    init(_ source: SourceText) {
        self.source = source
    }

    var isAtEnd: Bool { offset >= source.octets.count }
    var next: UInt8? { peek(0) }
    var position: Position { source.position(of: offset) }

    func peek(_ distance: Int) -> UInt8? {
        let index = offset + distance
        return source.octets.indices.contains(index) ? source.octets[index] : nil
    }

    func isNext(_ text: StaticString) -> Bool {
        text.withUTF8Buffer { source.octets[offset...].starts(with: $0) }
    }

    func flaw(_ sentence: String, at place: Int? = nil) -> Flaw {
        Flaw(position: source.position(of: place ?? offset), sentence: sentence)
    }

    // MARK: - Taking

    mutating func take(_ text: StaticString) -> Bool {
        guard isNext(text) else { return false }
        offset += text.utf8CodeUnitCount
        return true
    }

    mutating func expect(_ text: StaticString, _ sentence: String) throws(Flaw) {
        guard take(text) else { throw flaw(sentence) }
    }

    @discardableResult
    mutating func take(while isWanted: (UInt8) -> Bool) -> Range<Int> {
        let start = offset
        while let octet = next, isWanted(octet) { offset += 1 }
        return start..<offset
    }

    mutating func word() -> String {
        source.text(take(while: Ascii.isWord))
    }

    mutating func skipSpaces() {
        take { $0 == Ascii.space || $0 == Ascii.tab }
    }

    /// Empty lines, and those that hold a comment alone.
    mutating func skipBlankLines() {
        while true {
            let start = offset
            skipSpaces()
            skipComment()
            guard takeLineBreak() else {
                if !isAtEnd { offset = start }
                return
            }
        }
    }

    /// Nothing but spaces and a comment may be left on the line.
    mutating func endLine() throws(Flaw) {
        skipSpaces()
        skipComment()
        guard takeLineBreak() || isAtEnd else {
            throw flaw("nothing was expected here but the end of the line: \(restOfLine)")
        }
    }

    private mutating func skipComment() {
        guard next == Ascii.hash else { return }
        take { $0 != Ascii.newline }
    }

    mutating func takeLineBreak() -> Bool {
        take("\n") || take("\r\n")
    }

    /// For a message: what stands in the way, shortened.
    var restOfLine: String {
        var rest = self
        let range = rest.take { $0 != Ascii.newline && $0 != Ascii.carriageReturn }
        let text = source.text(range)
        return text.count <= 40 ? "\"\(text)\"" : "\"\(text.prefix(40))…\""
    }

    // MARK: - Numbers

    /// An integer of a range, such as a status or a count.
    mutating func integer(in range: ClosedRange<Int>, _ what: String) throws(Flaw) -> Int {
        let start = offset
        let digits = source.text(take(while: Ascii.isDigit))
        guard let number = Int(digits), range.contains(number) else {
            throw flaw(
                "\(what) is a number from \(range.lowerBound) to \(range.upperBound)", at: start)
        }
        return number
    }
}
