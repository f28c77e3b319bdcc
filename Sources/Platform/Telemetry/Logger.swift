public import HTTP
public import JSON

/// Writes lines of JSON, each with the same few fields at its head:
///
///     logger.warning("store is closed") { $0.field("store", store.id) }
///
/// A line that is not wanted costs a comparison. The names `time`, `level`, `message`, `service`,
/// `request`, `trace` and `span` are taken.
public struct Logger: Sendable {
    private let log: Log
    /// What the lines are about, if anything in particular.
    private var trace: TraceContext?
    private var request: String?

    public init(_ log: Log) {
        self.log = log
    }

    /// The same logger, for what is done on behalf of a request.
    public func about(_ request: Request) -> Logger {
        var logger = self
        logger.trace = request.trace
        logger.request = request.fields[.requestID]
        return logger
    }

    public func about(_ trace: TraceContext?) -> Logger {
        var logger = self
        logger.trace = trace
        return logger
    }

    public func isOn(_ level: LogLevel) -> Bool {
        level >= log.level
    }

    public func debug(
        _ message: StaticString, _ fields: (inout JSONObjectWriter) -> Void = { _ in }
    ) {
        write(.debug, message, fields)
    }

    public func info(
        _ message: StaticString, _ fields: (inout JSONObjectWriter) -> Void = { _ in }
    ) {
        write(.info, message, fields)
    }

    public func warning(
        _ message: StaticString, _ fields: (inout JSONObjectWriter) -> Void = { _ in }
    ) {
        write(.warning, message, fields)
    }

    public func error(
        _ message: StaticString, _ fields: (inout JSONObjectWriter) -> Void = { _ in }
    ) {
        write(.error, message, fields)
    }

    public func write(
        _ level: LogLevel, _ message: StaticString, _ fields: (inout JSONObjectWriter) -> Void
    ) {
        guard isOn(level) else { return }
        log.write(LogHead(level, message, trace: trace, request: request), fields)
    }
}

/// What every line begins with, behind its time.
struct LogHead {
    private static let mostRequestIDBytes = 128

    let level: LogLevel
    let message: StaticString
    let trace: TraceContext?
    let request: String?

    init(_ level: LogLevel, _ message: StaticString, trace: TraceContext?, request: String?) {
        self.level = level
        self.message = message
        self.trace = trace
        self.request = request.flatMap { $0.utf8.count <= Self.mostRequestIDBytes ? $0 : nil }
    }

    func write(service: String, at time: Timestamp, to line: inout JSONObjectWriter) {
        line.field("time", time)
        line.field("level", level)
        line.field("message", LiteralText(message))
        line.field("service", service)
        line.field("request", ifPresent: request)
        line.field("trace", ifPresent: trace?.traceID)
        line.field("span", ifPresent: trace?.spanID)
    }
}

/// A literal, written without making a string of it first.
private struct LiteralText: JSONWritable {
    private let text: StaticString

    init(_ text: StaticString) {
        self.text = text
    }

    func write(to json: consuming JSONWriter) {
        precondition(text.hasPointerRepresentation, "a message is a sentence")
        let octets = UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount)
        json.string(UTF8Span(unchecked: octets.span))
    }
}
