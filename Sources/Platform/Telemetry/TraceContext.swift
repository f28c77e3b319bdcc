public import HTTP

/// Which trace something belongs to, and which of its spans caused it: what `traceparent` and
/// `tracestate` carry from one process to the next (W3C Trace Context).
public struct TraceContext: Equatable, Sendable {
    public let traceID: TraceID
    public let spanID: SpanID
    /// Whether its spans are kept.
    public let isSampled: Bool
    /// What other systems add. Ours adds nothing and passes it on as it came.
    public let state: String?

    public init(traceID: TraceID, spanID: SpanID, isSampled: Bool, state: String? = nil) {
        self.traceID = traceID
        self.spanID = spanID
        self.isSampled = isSampled
        self.state = state
    }

    /// What the fields of a request say; nil when they say nothing, or nothing that is to be
    /// believed: a new trace begins then.
    public init?(_ fields: Fields) {
        guard let found = fields.withOnlyValue(.traceparent, TraceParent.init(parsing:)),
            let parent = found
        else { return nil }
        self.init(
            traceID: parent.traceID, spanID: parent.spanID, isSampled: parent.isSampled,
            state: TraceState.text(in: fields))
    }

    /// The same trace, seen from another of its spans.
    func with(_ spanID: SpanID) -> TraceContext {
        TraceContext(traceID: traceID, spanID: spanID, isSampled: isSampled, state: state)
    }

    /// Always of version 00, whichever came.
    public var traceparent: String {
        String(unsafeUninitializedCapacity: TraceParent.length) { text in
            TraceParent.write(self, to: text)
            return TraceParent.length
        }
    }
}

extension Request {
    /// The span that this request is being handled in; before telemetry has seen it, its caller's.
    public var trace: TraceContext? {
        (note as? RequestVisit)?.context ?? TraceContext(fields)
    }
}

extension Fields {
    /// Says on behalf of which span a request is sent.
    public mutating func set(_ trace: TraceContext) {
        set(.traceparent, trace.traceparent)
        if let state = trace.state { set(.tracestate, state) } else { remove(.tracestate) }
    }
}

/// Limits on `tracestate`, which is not ours to read.
enum TraceState {
    private static let mostBytes = 512
    private static let mostMembers = 32

    /// All that came, as one list; nothing when it is more than the specification asks to carry.
    static func text(in fields: Fields) -> String? {
        guard fields.contains(.tracestate) else { return nil }
        let text = fields.values(.tracestate).joined(separator: ",")
        let members = text.utf8.split(separator: UInt8(ascii: ",")).count
        let isLawful = (1...mostMembers).contains(members) && text.utf8.count <= mostBytes
        return isLawful ? text : nil
    }
}
