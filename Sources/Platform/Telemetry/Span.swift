public import JSON

/// What a span can say about itself.
public enum SpanValue: Equatable, Sendable {
    case text(String)
    case integer(Int)
    case flag(Bool)
}

/// Something that was done on behalf of a request: a stretch of time with a name, one of the many
/// that make a trace.
public struct Span: Sendable {
    /// With the numbers that OTLP gives them.
    public enum Kind: Int, Sendable, JSONWritable {
        case `internal` = 1
        case server = 2
        case client = 3
        case producer = 4
        case consumer = 5
    }

    /// More are dropped, and counted.
    public static let mostAttributes = 32

    public let context: TraceContext
    let parent: SpanID?
    let name: String
    let kind: Kind
    let startUnixNanoseconds: Int64
    var endUnixNanoseconds: Int64 = 0
    /// What went wrong, if something did.
    public var failure: String?
    private(set) var attributes: [(name: StaticString, value: SpanValue)] = []
    private(set) var droppedAttributes = 0

    init(
        _ name: String, _ kind: Kind, _ context: TraceContext, parent: SpanID?,
        startUnixNanoseconds: Int64
    ) {
        self.name = name
        self.kind = kind
        self.context = context
        self.parent = parent
        self.startUnixNanoseconds = startUnixNanoseconds
    }

    public mutating func set(_ name: StaticString, _ value: SpanValue) {
        guard attributes.count < Self.mostAttributes else {
            droppedAttributes += 1
            return
        }
        attributes.append((name, value))
    }

    public mutating func set(_ name: StaticString, _ text: String) {
        set(name, .text(text))
    }
}
