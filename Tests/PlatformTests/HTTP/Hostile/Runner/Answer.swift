/// A final answer of the server under test, read and judged by RFC 9112.
struct Answer: Equatable {
    var status: Int
    var fields: [Field]
    var body: [UInt8]
    /// The statuses of the interim answers before it.
    var interims: [Int] = []

    var saysClose: Bool { fields.members(of: "connection").contains("close") }
}

extension StrictReader {
    /// The next final answer with its interim ones, or nil when the peer closed between answers.
    mutating func answer(toHead: Bool) throws(Flaw) -> Answer? {
        var interims: [Int] = []
        while try hasMore() {
            let status = try statusLine()
            let fields = try fields()
            if status >= 200 {
                try judge(fields, status: status)
                let body = try body(of: fields, status: status, toHead: toHead)
                return Answer(status: status, fields: fields, body: body, interims: interims)
            }
            guard fields["content-length"].isEmpty, fields["transfer-encoding"].isEmpty else {
                throw .malformed("an interim answer with a body")
            }
            interims.append(status)
            guard interims.count <= 8 else { throw .malformed("interim answers without an end") }
        }
        guard interims.isEmpty else { throw .truncated("the wait for a final answer") }
        return nil
    }

    private mutating func statusLine() throws(Flaw) -> Int {
        let line = try line(of: "the status line")
        let words = line.split(separator: " ", maxSplits: 2, omittingEmptySubsequences: false)
        guard words.count == 3, words[0] == "HTTP/1.1", words[1].utf8.count == 3,
            let status = Int(words[1]), (100...599).contains(status)
        else { throw .malformed("the status line '\(line)'") }
        return status
    }

    private func judge(_ fields: [Field], status: Int) throws(Flaw) {
        for single in ["content-length", "transfer-encoding", "content-type", "date", "allow"] {
            guard fields[single].count <= 1 else { throw .malformed("\(single) twice") }
        }
        if status < 500 {
            guard let date = fields["date"].first, date.utf8.count == 29, date.hasSuffix(" GMT")
            else { throw .malformed("no date that RFC 9110 would take") }
        }
        if status == 405, fields["allow"].isEmpty {
            throw .malformed("405 without Allow")
        }
    }

    private mutating func body(
        of fields: [Field], status: Int, toHead: Bool
    ) throws(Flaw) -> [UInt8] {
        let lengths = fields["content-length"]
        let codings = fields["transfer-encoding"]
        guard lengths.isEmpty || codings.isEmpty else { throw .malformed("two framings") }
        if status == 204, !(lengths + codings).isEmpty { throw .malformed("204 with a framing") }
        if toHead || status == 204 || status == 304 { return [] }
        if let coding = codings.first {
            guard coding == "chunked" else { throw .malformed("the coding '\(coding)'") }
            return try chunkedBody()
        }
        guard let length = lengths.first else { return try bodyToTheEnd() }
        guard length.utf8.allSatisfy({ (48...57).contains($0) }), let count = Int(length) else {
            throw .malformed("the length '\(length)'")
        }
        return try body(count: count)
    }
}
