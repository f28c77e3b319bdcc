-- wrk prints for people; this is the same for the harness, exact and on one line.
function done(summary, latency, requests)
    local errors = summary.errors
    io.write(string.format(
        '\nSUMMARY {"requests": %d, "bytes": %d, "microseconds": %d, "p50_us": %d, "p99_us": %d,'
            .. ' "errors": %d}\n',
        summary.requests, summary.bytes, summary.duration,
        latency:percentile(50), latency:percentile(99),
        errors.connect + errors.read + errors.write + errors.status + errors.timeout))
end
