public import EventLoop

/// How many of the traces that begin here are kept: one in so many, none with zero. A trace that
/// came from elsewhere is kept if its caller keeps it.
public struct Sampling: Sendable {
    public var oneIn: UInt64

    public init(oneIn: UInt64) {
        self.oneIn = oneIn
    }

    public static let all = Sampling(oneIn: 1)
    public static let none = Sampling(oneIn: 0)

    /// Decided by the trace's own name, so that asking again gives the same answer.
    func keeps(_ trace: TraceID) -> Bool {
        oneIn > 0 && trace.low % oneIn == 0
    }
}

/// Names spans, times them, and passes those that are kept to the exporter.
public final class Tracer: Sendable {
    private let sampling: Sampling
    private let exporter: SpanExporter?
    private let lanes: PerLoop<TracerLane>

    /// Without an exporter traces are still named and passed on, and none is kept.
    ///
    /// `seed` comes from the environment's randomness: two processes with the same would give two
    /// traces one name.
    public init(
        loops: [EventLoop], seed: UInt64, sampling: Sampling = .all, exporter: SpanExporter? = nil
    ) {
        self.sampling = exporter == nil ? .none : sampling
        self.exporter = exporter
        var seeds = SeededGenerator(seed: seed)
        lanes = PerLoop(loops) { TracerLane($0, seed: seeds.next()) }
    }

    // MARK: Names

    /// Where a new span of the trace stands; without a parent it begins a trace.
    public func context(under parent: TraceContext?) -> TraceContext {
        let lane = lanes.here
        let spanID = lane.spanID()
        if let parent { return parent.with(spanID) }
        let traceID = lane.traceID()
        return TraceContext(traceID: traceID, spanID: spanID, isSampled: sampling.keeps(traceID))
    }

    // MARK: Spans

    /// Begins a span at `context`; nil when nobody keeps it.
    func begin(
        _ name: String, _ kind: Span.Kind, at context: TraceContext, under parent: SpanID?,
        since moment: Instant? = nil
    ) -> Span? {
        guard context.isSampled, exporter != nil else { return nil }
        let lane = lanes.here
        return Span(
            name, kind, context, parent: parent,
            startUnixNanoseconds: lane.unixNanoseconds(at: moment ?? lane.loop.thisMoment))
    }

    func end(_ span: Span?) {
        guard var span, let exporter else { return }
        let lane = lanes.here
        let now = lane.unixNanoseconds(at: lane.loop.thisMoment)
        span.endUnixNanoseconds = max(now, span.startUnixNanoseconds)
        exporter.queue(span)
    }

    /// Does `work` as a span of its own. What it is given as context goes to those it calls.
    ///
    /// The span is there for `work` to tell more; it is nil when nobody keeps the trace.
    public func span<Result>(
        _ name: String, _ kind: Span.Kind = .internal, under parent: TraceContext?,
        _ work: (TraceContext, inout Span?) async throws -> Result
    ) async throws -> Result {
        let context = context(under: parent)
        var span = begin(name, kind, at: context, under: parent?.spanID)
        do {
            let result = try await work(context, &span)
            end(span)
            return result
        } catch {
            if span?.failure == nil { span?.failure = "\(error)" }
            end(span)
            throw error
        }
    }
}

/// What a tracer needs on each loop.
private final class TracerLane: @unchecked Sendable {
    // Sendable: touched only on `loop`.
    private static let clockCheckNanoseconds: UInt64 = 10_000_000_000

    let loop: EventLoop
    private var random: SeededGenerator
    /// How far the time of day is ahead of the loop's clock, and when that was found.
    private var offset: Int64 = 0
    private var checkedAt: Instant?

    init(_ loop: EventLoop, seed: UInt64) {
        self.loop = loop
        random = SeededGenerator(seed: seed)
    }

    func traceID() -> TraceID {
        while true {
            if let id = TraceID(high: random.next(), low: random.next()) { return id }
        }
    }

    func spanID() -> SpanID {
        while true {
            if let id = SpanID(random.next()) { return id }
        }
    }

    /// The time of day at a moment of the loop's clock. Spans of one loop are so in the order of
    /// that clock, however the other is set; now and then the two are compared again.
    func unixNanoseconds(at moment: Instant) -> Int64 {
        let isFresh = checkedAt.map { moment.nanoseconds(since: $0) < Self.clockCheckNanoseconds }
        if isFresh != true {
            let now = loop.thisMoment
            offset = loop.unixNanoseconds - Int64(now.nanoseconds)
            checkedAt = now
        }
        return Int64(moment.nanoseconds) + offset
    }
}
