/// The limits of a head; what is beyond them is refused before it is stored.
public struct HeadLimits: Sendable {
    public var startLineBytes = 8_192
    public var headBytes = 16_384
    public var fieldCount = 100

    public init() {}

    /// What must be buffered at once: a head, or a trailer section, whichever is larger.
    var bufferBytes: Int { max(headBytes, ChunkedDecoder.mostTrailerBytes) }
}

/// Finds where a head ends, however slowly its bytes come: no byte is looked at twice.
///
/// A line feed without its carriage return is refused here, before anything is parsed: it is the
/// commonest way to make two readers see two different requests.
struct HeadScanner {
    private let forgivesEmptyLine: Bool
    private var scanned = 0
    private var lineStart = 0
    private var lines = 0
    /// Where the head begins: behind an empty line, if one came before it.
    private(set) var start = 0

    /// One empty line before a request is forgiven (RFC 9112, 2.2).
    init(forgivingEmptyLine: Bool = false) {
        forgivesEmptyLine = forgivingEmptyLine
    }

    mutating func beginAnew() {
        self = HeadScanner(forgivingEmptyLine: forgivesEmptyLine)
    }

    /// Behind the empty line that ends the head, or nil while that has not come.
    mutating func headEnd(
        in bytes: UnsafeBufferPointer<UInt8>, limits: HeadLimits
    ) throws(MessageError) -> Int? {
        while let lineFeed = bytes.place(of: Octet.lineFeed, from: scanned) {
            scanned = lineFeed + 1
            guard lineFeed > lineStart, bytes[lineFeed - 1] == Octet.carriageReturn else {
                throw .bareLineFeed
            }
            try check(lineLength: lineFeed - 1 - lineStart, limits)
            if lineFeed - 1 == lineStart {
                guard scanned <= limits.headBytes else { throw .headTooLarge }
                guard forgivesEmptyLine, lines == 0, start == 0 else { return scanned }
                start = scanned
            } else {
                lines += 1
                guard lines <= limits.fieldCount + 1 else { throw .tooManyFields }
            }
            lineStart = scanned
        }
        scanned = bytes.count
        // A carriage return at the end may be half of a line's end: how bytes fall into pieces must
        // not decide.
        let isCut = bytes.count > lineStart && bytes[bytes.count - 1] == Octet.carriageReturn
        try check(lineLength: bytes.count - lineStart - (isCut ? 1 : 0), limits)
        guard bytes.count < limits.headBytes else { throw .headTooLarge }
        return nil
    }

    private func check(lineLength: Int, _ limits: HeadLimits) throws(MessageError) {
        if lines == 0, lineLength > limits.startLineBytes { throw .startLineTooLong }
    }
}
