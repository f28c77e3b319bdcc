public import EventLoop

/// A request, received or to be sent.
///
/// `Optional<…>` and not `…?`: a `var` of the latter is nil before it is set, so that its initialiser
/// makes a request, changes it and hands out a copy.
public struct Request: Sendable {
    public var method: Method
    public var target: Target
    public var fields: Fields
    public var body: Body
    /// When nobody waits for the answer any more. A server sets it from its own limit and what the
    /// caller sent; a client sends on what is left of it.
    public var deadline: Optional<Instant>
    /// The other end of the connection it came by, as a numeric address.
    public var peer: Optional<String>
    /// Set by whoever wants to know more of it than its answer.
    public var note: Optional<RequestNote>

    public init(
        _ method: Method, _ target: Target, fields: Fields = Fields(), body: Body = .empty,
        deadline: Instant? = nil, peer: String? = nil
    ) {
        self.method = method
        self.target = target
        self.fields = fields
        self.body = body
        self.deadline = deadline
        self.peer = peer
        note = nil
    }

    /// For paths written in the code; one that is no path is a bug.
    public init(_ method: Method, _ path: StaticString, body: Body = .empty) {
        guard let target = Target("\(path)") else {
            preconditionFailure("\(path) is no request target")
        }
        self.init(method, target, body: body)
    }
}

extension Request {
    /// Takes over from the request that this one is sent on behalf of: how long its caller still
    /// waits, the trace it belongs to, and what people call it.
    public mutating func carryOn(from incoming: Request) {
        deadline = incoming.deadline
        for name in Self.carriedFields {
            if let value = incoming.fields[name] { fields.set(name, value) }
        }
        incoming.note?.carry(into: &fields)
    }

    private static let carriedFields: [FieldName] = [.traceparent, .tracestate, .requestID]
}
