import EventLoop
import Glibc
import HTTP
import Testing

@testable import Telemetry

/// Our half of `scripts/outside/otlp`: what a collector got in its requests.
@Suite struct SpanSamplesTests {
    private static let folder = getenv("BAEDAL_SPAN_SAMPLES").map { String(cString: $0) }

    @Test(.enabled(if: folder != nil, "only scripts/outside/otlp asks for it"))
    func `spans are exported for an outside judge`() throws {
        let folder = try #require(Self.folder)
        let town = try CollectorTown()
        try town.run { town in
            try await Self.everyKind(town.tracer, on: town.loop)
            try await Self.requests(town.tracer, on: town.loop)
            await town.exporter.flush(by: town.loop.now.advanced(byMilliseconds: 1_000))
        }
        try #require(!town.received.isEmpty)
        for (number, body) in town.received.enumerated() {
            try TextFile.write([body], to: "\(folder)/body-\(number).json")
        }
    }

    private static func everyKind(_ tracer: Tracer, on loop: EventLoop) async throws {
        let root = tracer.context(under: nil)
        let parent = TraceContext(
            traceID: root.traceID, spanID: root.spanID, isSampled: true, state: "rojo=1,congo=2")
        for kind in [Span.Kind.internal, .server, .client, .producer, .consumer] {
            try await tracer.span("주문 \"\\\n\u{1F357} \(kind)", kind, under: parent) { _, span in
                try await loop.sleep(milliseconds: 3)
                span?.set("text", "\u{0}\u{1}\u{7F}치킨")
                span?.set("integer", .integer(.min))
                span?.set("flag", .flag(false))
            }
        }
        try await tracer.span("too much to tell", under: nil) { _, span in
            for _ in 0..<50 { span?.set("again", .integer(1)) }
        }
        try? await tracer.span("broken", under: parent) { _, _ in throw Trouble() }
    }

    /// As many as make two batches, some of them failing.
    private static func requests(_ tracer: Tracer, on loop: EventLoop) async throws {
        var router = Router()
        router.on(.get, "/stores/{id}", Int.self) { _, id in
            if id % 7 == 0 { throw Trouble() }
            return Response()
        }
        let log = Log(service: "orders", loops: [loop], output: LogOutput { $0.count })
        let telemetry = RequestTelemetry(
            routes: router.routes, Metrics(loops: [loop]), Logger(log), tracer)
        let handler = telemetry.middleware(router.handler)
        for id in 1...120 {
            _ = try? await handler(Request(.get, try #require(Target("/stores/\(id)"))))
        }
    }
}
