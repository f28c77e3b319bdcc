@testable import HTTP

/// Feeds the room's parsers the way a connection does, in whatever pieces the bytes come.
struct ParserDriver {
    static let mostBodyBytes = 1 << 20

    enum Side: Sendable {
        case requests
        /// Answers, all to requests with this method.
        case responses(to: HTTP.Method)
    }

    private enum State {
        case head(HeadScanner)
        case length(Int)
        case chunked(ChunkedDecoder)
        case untilClose
    }

    private let side: Side
    private var unused: [UInt8] = []
    private var state: State
    private var message: ReadMessage?
    private var reading = Reading()

    private init(_ side: Side) {
        self.side = side
        state = .head(Self.scanner(for: side))
    }

    /// What is made of the bytes when they come whole.
    static func read(_ bytes: [UInt8], as side: Side) -> Reading {
        read(inPieces: [bytes[...]], as: side)
    }

    static func read(inPieces pieces: [ArraySlice<UInt8>], as side: Side) -> Reading {
        var driver = ParserDriver(side)
        for piece in pieces { driver.feed(piece) }
        if case .untilClose = driver.state { driver.finishMessage() }
        return driver.reading
    }

    private mutating func feed(_ piece: ArraySlice<UInt8>) {
        guard reading.end == .open else { return }
        unused += piece
        do throws(MessageError) {
            while try step() {}
        } catch {
            reading.end = .refused
        }
    }

    /// False when more bytes are needed.
    private mutating func step() throws(MessageError) -> Bool {
        switch state {
        case .head(let scanner):
            guard !unused.isEmpty else { return false }
            return try takeHead(scanner)
        case .length(let left):
            guard !unused.isEmpty else { return false }
            let count = min(left, unused.count)
            take(count)
            if count == left { finishMessage() } else { state = .length(left - count) }
            return true
        case .chunked(let decoder): return try takeChunk(decoder)
        case .untilClose:
            take(unused.count)
            return false
        }
    }

    private mutating func takeHead(_ scanner: HeadScanner) throws(MessageError) -> Bool {
        var scanner = scanner
        let end = try unused.withUnsafeBufferPointer { bytes throws(MessageError) in
            let end = try scanner.headEnd(in: bytes, limits: HeadLimits())
            if bytes.count > scanner.start, !canBegin(bytes[scanner.start]) {
                throw .malformedStartLine
            }
            return end
        }
        guard let end else {
            state = .head(scanner)
            return false
        }
        let head = Array(unused[scanner.start..<end])
        unused.removeFirst(end)
        switch side {
        case .requests:
            let parsed = try RequestParser.parse(head)
            try begin(ReadMessage(parsed), parsed.framing)
        case .responses(let method):
            let parsed = try ResponseParser.parse(head, answering: method)
            try begin(ReadMessage(parsed), parsed.framing)
        }
        return true
    }

    private mutating func begin(
        _ message: ReadMessage, _ framing: Framing
    ) throws(MessageError) {
        self.message = message
        switch framing {
        case .none: finishMessage()
        case .length(let length):
            guard length <= Self.mostBodyBytes else { throw .bodyTooLarge }
            state = .length(length)
        case .chunked: state = .chunked(ChunkedDecoder())
        case .untilClose: state = .untilClose
        }
    }

    private mutating func takeChunk(_ decoder: ChunkedDecoder) throws(MessageError) -> Bool {
        var decoder = decoder
        let step = try unused.withUnsafeBufferPointer { bytes throws(MessageError) in
            try decoder.next(bytes)
        }
        state = .chunked(decoder)
        switch step {
        case .skip(let count):
            unused.removeFirst(count)
            let room = Self.mostBodyBytes - (message?.body.count ?? 0)
            guard decoder.announcedBytes <= room else { throw .bodyTooLarge }
        case .data(let count): take(count)
        case .needMore: return false
        case .end(let count):
            unused.removeFirst(count)
            finishMessage()
        }
        return true
    }

    private mutating func take(_ count: Int) {
        message?.body += unused.prefix(count)
        unused.removeFirst(count)
    }

    private mutating func finishMessage() {
        if let message { reading.messages.append(message) }
        message = nil
        state = .head(Self.scanner(for: side))
    }

    private static func scanner(for side: Side) -> HeadScanner {
        if case .requests = side { HeadScanner(forgivingEmptyLine: true) } else { HeadScanner() }
    }

    private func canBegin(_ octet: UInt8) -> Bool {
        switch side {
        case .requests: RequestParser.canBegin(with: octet)
        case .responses: ResponseParser.canBegin(with: octet)
        }
    }
}

extension ReadMessage {
    fileprivate init(_ head: RequestHead) {
        self.init(
            start: [head.request.method.rawValue, head.request.target.path]
                + (head.request.target.query.map { [$0] } ?? []),
            isHTTP10: head.minorVersion == 0, fields: Self.fields(head.request.fields), body: [],
            isChunked: head.framing == .chunked, staysOpen: head.isKeepAlive,
            expectsContinue: head.expectsContinue)
    }

    fileprivate init(_ head: ResponseHead) {
        self.init(
            start: ["\(head.status.code)"], isHTTP10: false,
            fields: Self.fields(head.fields), body: [], isChunked: head.framing == .chunked,
            staysOpen: head.isKeepAlive,
            expectsContinue: false)
    }

    private static func fields(_ fields: Fields) -> [Field] {
        fields.withPacked { fields in
            fields.map { Field(name: Array($0.name), value: Array($0.value)) }
        }
    }
}
