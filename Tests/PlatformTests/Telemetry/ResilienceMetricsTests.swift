import EventLoop
import HTTP
import Resilience
import Testing

@testable import Telemetry

@Suite struct ResilienceMetricsTests {
    @Test func `what the safeguards count is on the page`() throws {
        let page = try underVirtualTime { loop in
            let metrics = Metrics(loops: [loop])
            let network = Transport.memory(MemoryNetwork(Simulation(seed: 2)), host: "client")
            let client = Client(
                .tcp(host: "nowhere", port: 1), loops: [loop], transport: network)
            metrics.observe(Upstream("payments", client, loops: [loop], seed: 1))
            let policy = RateLimitPolicy("member", quota: 1, windowSeconds: 60)
            let limiter = RateLimiter<String>(policy, at: loop.now)
            metrics.observe(limiter)
            for _ in 0..<3 { _ = limiter.take("ann", at: loop.now) }
            return metrics.page().asText
        }
        #expect(page.contains("rate_limit_refused_total{policy=\"member\"} 2\n"))
        #expect(page.contains("rate_limit_crowded_total{policy=\"member\"} 0\n"))
        #expect(page.contains("upstream_breaker_state{upstream=\"payments\",loop=\"test\"} 0\n"))
        #expect(page.contains("upstream_retries_total{upstream=\"payments\"} 0\n"))
        #expect(page.contains("upstream_calls_running{upstream=\"payments\"} 0\n"))
    }
}
