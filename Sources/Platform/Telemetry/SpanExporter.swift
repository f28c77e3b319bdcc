public import EventLoop
import HTTP
import JSON
public import Resilience
import Synchronization

/// How much is kept for the collector, and how it is sent.
public struct SpanExportLimits: Sendable {
    /// A loop. What does not fit is dropped, and counted.
    public var queuedSpans = 4_096
    /// Small, because a batch is encoded in one go, between requests.
    public var batchSpans = 100
    public var delayMilliseconds = 1_000
    public var sendMilliseconds = 5_000
    /// How long nothing is sent after a batch that failed.
    public var pauseMilliseconds = 5_000

    public init() {}
}

/// Sends spans to a collector, in batches, each loop its own. No request waits for it or fails with
/// it: what cannot be sent is dropped.
public final class SpanExporter: Sendable {
    private let lanes: PerLoop<SpanExportLane>

    /// The collector is a target like any other, with its safeguards.
    public init(
        service: String, to collector: Upstream, loops: [EventLoop],
        limits: SpanExportLimits = SpanExportLimits()
    ) {
        lanes = PerLoop(loops) { loop in
            SpanExportLane(loop, service: service, collector, limits)
        }
    }

    public var exportedSpans: Int { lanes.all.reduce(0) { $0 + $1.value.exported.value } }
    public var droppedSpans: Int { lanes.all.reduce(0) { $0 + $1.value.dropped.value } }

    func queue(_ span: Span) {
        lanes.here.queue(span)
    }

    /// Of this loop.
    var waiting: ArraySlice<Span> { lanes.here.waiting }

    /// Sends what is left, at the end of the process; gives up at `deadline`.
    public func flush(by deadline: Instant) async {
        await withTaskGroup(of: Void.self) { group in
            for (loop, lane) in lanes.all {
                group.addTask(executorPreference: loop) { await lane.drain(by: deadline) }
            }
        }
    }
}

/// The spans of one loop on their way out.
private final class SpanExportLane: @unchecked Sendable {
    // Sendable: touched only on `loop`; the numbers are for any thread.
    private let loop: EventLoop
    private let service: String
    private let collector: Upstream
    private let limits: SpanExportLimits
    private let scope: TaskScope
    private var spans: SpanQueue
    private var timer: Timer?
    let exported = SpanCount()
    let dropped = SpanCount()

    init(_ loop: EventLoop, service: String, _ collector: Upstream, _ limits: SpanExportLimits) {
        self.loop = loop
        self.service = service
        self.collector = collector
        self.limits = limits
        scope = TaskScope(loop: loop)
        spans = SpanQueue(capacity: limits.queuedSpans)
    }

    var waiting: ArraySlice<Span> { spans.waiting }

    func queue(_ span: Span) {
        guard spans.append(span) else { return dropped.add(1) }
        if scope.count == 0, timer == nil { exportLater(limits.delayMilliseconds) }
    }

    private func exportLater(_ milliseconds: Int) {
        timer = loop.schedule(at: loop.now.advanced(byMilliseconds: milliseconds)) {
            self.timer = nil
            self.scope.spawn { await self.export() }
        }
    }

    /// Batch after batch, until the queue is empty or the collector fails.
    private func export() async {
        while spans.count > 0 {
            guard await sendBatch(by: .distantFuture) else {
                return exportLater(limits.pauseMilliseconds)
            }
        }
    }

    private func sendBatch(by deadline: Instant) async -> Bool {
        let batch = spans.popFirst(atMost: limits.batchSpans)
        let limit = loop.now.advanced(byMilliseconds: limits.sendMilliseconds)
        var request = Request(.post, "/v1/traces")
        request.fields.append(.contentType, "application/json")
        let traces = OTLPTraces(service: service, spans: batch)
        request.body = .bytes(JSONWriter.bytes(of: traces, expecting: 1_024 * batch.count))
        request.deadline = min(limit, deadline)
        do {
            // A span that comes twice is the same span.
            let response = try await collector.send(request, isSafeToRepeat: true)
            _ = try await response.body.collect(upToBytes: 65_536)
            guard response.status.isSuccess else { throw ExportRefused() }
            exported.add(batch.count)
            return true
        } catch {
            dropped.add(batch.count)
            return false
        }
    }

    func drain(by deadline: Instant) async {
        let enough = loop.schedule(at: deadline) { self.scope.cancelAll() }
        await scope.drained()
        loop.cancel(enough)
        if let timer { loop.cancel(timer) }
        timer = nil
        while spans.count > 0, loop.now < deadline {
            guard await sendBatch(by: deadline) else { break }
        }
        dropped.add(spans.popFirst(atMost: .max).count)
    }
}

private struct ExportRefused: Error {}

/// A number that one loop counts and any thread reads.
private final class SpanCount: Sendable {
    private let cell = Atomic<Int>(0)

    var value: Int { cell.load(ordering: .relaxed) }

    func add(_ amount: Int) {
        cell.store(value + amount, ordering: .relaxed)
    }
}
