extension JSON: JSONWritable {
    public func write(to json: consuming JSONWriter) {
        json.copy(document, index)
    }
}

extension JSON: CustomStringConvertible {
    /// The text, without spaces.
    public var description: String {
        String(decoding: JSONWriter.bytes(of: self), as: UTF8.self)
    }
}

extension JSONOutput {
    /// Plays a stretch of tape. What is open stands on a stack of its own; there is no recursion.
    mutating func write(_ document: JSONDocument, from start: Int) {
        let end = document.end(of: start)
        var open: [(end: Int, bracket: UInt8)] = []
        for index in start..<end {
            write(document, at: index)
            let entry = document[index]
            if entry.kind == .array { open.append((Int(entry.second), UInt8(ascii: "]"))) }
            if entry.kind == .object { open.append((Int(entry.second), UInt8(ascii: "}"))) }
            while let last = open.last, last.end == index + 1 {
                close(last.bracket)
                open.removeLast()
            }
        }
    }

    /// One entry; of a container only the opening.
    private mutating func write(_ document: JSONDocument, at index: Int) {
        let entry = document[index]
        switch entry.kind {
        case .null: writeNull()
        case .false: write(false)
        case .true: write(true)
        case .integer: write(Int64(bitPattern: entry.second))
        case .unsigned: write(entry.second)
        case .double: write(Double(bitPattern: entry.second))
        case .string: document.withUTF8(of: index) { write(utf8: $0) }
        case .name:
            document.withUTF8(of: index) { write(utf8: $0) }
            next[-1] = UInt8(ascii: ":")
        case .array: open(UInt8(ascii: "["))
        case .object: open(UInt8(ascii: "{"))
        }
    }
}
