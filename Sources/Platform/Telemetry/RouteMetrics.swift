import EventLoop
import HTTP

/// What became of a request, as its metrics tell it.
enum RequestOutcome: Equatable, Sendable {
    case answered(Status)
    /// Nobody waited for the answer any more.
    case abandoned

    /// What the server will answer to an error that a handler throws. A task is cancelled when its
    /// time is up, and when its client has gone.
    init(_ error: any Error, _ deadline: Instant?, at now: Instant) {
        let isLate = deadline.map { $0 <= now } ?? false
        switch error {
        case let problem as Problem: self = .answered(problem.status)
        case ReceiveError.message(let error): self = .answered(error.status)
        case _ where isLate: self = .answered(.serviceUnavailable)
        case ReceiveError.stream: self = .abandoned
        default: self = Task.isCancelled ? .abandoned : .answered(.internalServerError)
        }
    }

    var code: Int? {
        switch self {
        case .answered(let status): Int(status.code)
        case .abandoned: nil
        }
    }

    static let labels = ["2xx", "3xx", "4xx", "5xx", "abandoned"]

    /// Which of the labels.
    var index: Int {
        switch self {
        case .answered(let status) where status.code < 300: 0
        case .answered(let status) where status.code < 400: 1
        case .answered(let status) where status.code < 500: 2
        case .answered: 3
        case .abandoned: 4
        }
    }

    /// A fault is ours, a rejection the client's, and a success nothing to talk about.
    var level: LogLevel {
        switch self {
        case .answered(let status) where status.code < 400: .debug
        case .answered(let status) where status.code < 500: .info
        case .answered: .error
        case .abandoned: .info
        }
    }
}

/// The series of one route, made at wiring, so that counting a request looks nothing up.
final class RouteMetrics: Sendable {
    let pattern: String
    let spanName: String
    private let requests: [Counter]
    private let duration: Histogram

    /// Without a route: for requests that took none.
    init(_ route: Route?, _ metrics: Metrics) {
        let method = route?.method.rawValue ?? "none"
        let pattern = route?.pattern ?? "none"
        self.pattern = pattern
        spanName = route.map { "\($0.method.rawValue) \($0.pattern)" } ?? "no route"
        requests = RequestOutcome.labels.map { outcome in
            metrics.counter(
                "http_requests_total", "Requests answered.",
                ["method": method, "route": pattern, "status": outcome])
        }
        duration = metrics.histogram(
            "http_request_duration_seconds", "From a request's head to its answer.",
            ["method": method, "route": pattern])
    }

    func count(_ outcome: RequestOutcome, nanoseconds: UInt64, lane: Int) {
        requests[outcome.index].increment(lane: lane)
        duration.observe(nanoseconds, lane: lane)
    }
}
