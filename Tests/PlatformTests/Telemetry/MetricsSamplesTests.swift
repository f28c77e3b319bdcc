import EventLoop
import Glibc
import HTTP
import Resilience
import Testing

@testable import Telemetry

/// Our half of `scripts/outside/promtool`: pages with every kind of metric, as processes show them.
@Suite struct MetricsSamplesTests {
    private static let folder = getenv("BAEDAL_METRICS_SAMPLES").map { String(cString: $0) }

    @Test(.enabled(if: folder != nil, "only scripts/outside/promtool asks for it"))
    func `pages are written for an outside judge`() throws {
        let folder = try #require(Self.folder)
        let pages = [
            "every-kind": Self.everyKind(), "empty": Self.empty(),
            "process": try underVirtualTime { try await Self.process($0) },
        ]
        for (name, page) in pages {
            try TextFile.write([String(page.dropLast())], to: "\(folder)/\(name).prom")
        }
    }

    private static func everyKind() -> String {
        let metrics = Metrics(loops: [])
        let orders = metrics.counter(
            "orders_placed_total", "Orders, with \\ and\na second line.", ["city": "서울 \"\\\n"])
        let open = metrics.gauge("orders_open", "Orders not yet settled.")
        let took = metrics.histogram(
            "order_duration_seconds", "From placed to settled.", ["city": "서울"])
        let sizes = metrics.histogram(
            "body_size_bytes", "Sizes.", buckets: .bytes([0, 1_000, 1_000_000]))
        var random = SeededGenerator(seed: 1)
        for _ in 0..<1_000 {
            orders.increment(by: Int.random(in: 0...9, using: &random))
            open.add(Int.random(in: -2...1, using: &random))
            took.observe(UInt64.random(in: 0...20_000_000_000, using: &random))
            sizes.observe(UInt64.random(in: 0...2_000_000, using: &random))
        }
        for (name, value) in [("inf", Double.infinity), ("nan", .nan), ("tiny", 1e-9)] {
            metrics.observeGauge("odd_ratio", "Odd values.", ["case": name]) { value }
        }
        return metrics.page().asText
    }

    /// Before anything has happened.
    private static func empty() -> String {
        let metrics = Metrics(loops: [])
        _ = metrics.counter("orders_placed_total", "Orders.")
        _ = metrics.histogram("order_duration_seconds", "From placed to settled.")
        return metrics.page().asText
    }

    /// All that the platform itself tells, after some requests.
    private static func process(_ loop: EventLoop) async throws -> String {
        let metrics = Metrics(loops: [loop])
        metrics.observeProcess()
        let loops = LoopMetrics(loops: [loop], metrics)
        let log = Log(service: "orders", loops: [loop], output: LogOutput { $0.count })
        metrics.observe(log)
        let client = Client(.tcp(host: "nowhere", port: 1), loops: [loop])
        let upstream = Upstream("collector", client, loops: [loop], seed: 1)
        metrics.observe(upstream)
        metrics.observe(SpanExporter(service: "orders", to: upstream, loops: [loop]))
        let policy = RateLimitPolicy("member", quota: 1, windowSeconds: 60)
        metrics.observe(RateLimiter<String>(policy, at: loop.now))
        var router = Router()
        router.on(.get, "/stores/{id}", Int.self) { _, _ in Response() }
        let telemetry = RequestTelemetry(
            routes: router.routes, metrics, Logger(log), Tracer(loops: [loop], seed: 1))
        let handler = telemetry.middleware(router.handler)
        for path in ["/stores/1", "/stores/2", "/stores/x", "/nowhere"] {
            _ = try? await handler(Request(.get, try #require(Target(path))))
        }
        await loops.measureLag(from: loop)
        return metrics.page().asText
    }
}
