import EventLoop
public import Resilience

/// The safeguards keep their own numbers and know nothing of metrics; here they become some.
extension Metrics {
    public func observe(_ upstream: Upstream) {
        let name = upstream.name
        for (loop, safeguards) in upstream.all {
            let breaker = safeguards.breaker
            observeGauge(
                "upstream_breaker_state", "0 closed, 1 half-open, 2 open.",
                ["upstream": name, "loop": loop.name]
            ) { Double(breaker.level.value) }
        }
        sum(upstream, "upstream_breaker_opened_total", "Times a breaker opened.") {
            $0.breaker.opened
        }
        sum(
            upstream, "upstream_breaker_rejected_total", "Calls that a breaker did not let through."
        ) { $0.breaker.rejected }
        sum(upstream, "upstream_bulkhead_rejected_total", "Calls that found the bulkhead full.") {
            $0.bulkhead.rejected
        }
        sum(upstream, "upstream_retries_total", "Attempts after the first.") { $0.retry.retries }
        sum(upstream, "upstream_retry_budget_refused_total", "Retries that were too many.") {
            $0.retryBudget.refused
        }
        level(upstream, "upstream_calls_running", "Calls that are under way.") {
            $0.bulkhead.running
        }
        level(upstream, "upstream_calls_waiting", "Calls that wait for a place.") {
            $0.bulkhead.waiting
        }
    }

    public func observe<Key>(_ limiter: RateLimiter<Key>) {
        let labels: MetricLabels = ["policy": limiter.policy.name]
        observeCounter("rate_limit_refused_total", "Calls over their quota.", labels) {
            Double(limiter.refused.value)
        }
        observeCounter(
            "rate_limit_crowded_total", "Calls for which no bucket of their own was free.", labels
        ) { Double(limiter.crowded.value) }
    }

    // MARK: Over all loops

    private func sum(
        _ upstream: Upstream, _ name: MetricName, _ help: String,
        _ tally: @escaping @Sendable (UpstreamSafeguards) -> Tally
    ) {
        observeCounter(name, help, ["upstream": upstream.name]) { upstream.total(tally) }
    }

    private func level(
        _ upstream: Upstream, _ name: MetricName, _ help: String,
        _ tally: @escaping @Sendable (UpstreamSafeguards) -> Tally
    ) {
        observeGauge(name, help, ["upstream": upstream.name]) { upstream.total(tally) }
    }
}

extension Upstream {
    fileprivate func total(_ tally: (UpstreamSafeguards) -> Tally) -> Double {
        Double(all.reduce(0) { $0 + tally($1.value).value })
    }
}
