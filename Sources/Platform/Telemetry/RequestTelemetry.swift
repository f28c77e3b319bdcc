import EventLoop
public import HTTP
import JSON

/// Gives every request its span, its log line and its metrics, and says to all it calls which trace
/// they are part of. It stands around everything else that handles a request:
///
///     let telemetry = RequestTelemetry(routes: router.routes, metrics, logger, tracer)
///     Server(loops: loops, onFault: …, handler: telemetry.middleware(router.handler))
public struct RequestTelemetry: Sendable {
    private let routes: [RouteMetrics]
    private let withoutRoute: RouteMetrics
    private let running: Gauge
    private let logger: Logger
    private let tracer: Tracer

    public init(routes: [Route], _ metrics: Metrics, _ logger: Logger, _ tracer: Tracer) {
        self.routes = routes.map { RouteMetrics($0, metrics) }
        withoutRoute = RouteMetrics(nil, metrics)
        running = metrics.gauge("http_requests_running", "Requests being handled.")
        self.logger = logger
        self.tracer = tracer
    }

    /// A fault becomes its 500 here, where its one log line is written: whoever stands further out
    /// has nothing left to tell of it.
    public var middleware: Middleware {
        { handler in
            { request in
                var request = request
                let visit = self.begin(request)
                request.note = visit
                do {
                    let response = try await handler(request)
                    self.end(request, visit, .answered(response.status), nil)
                    return response
                } catch {
                    let outcome = RequestOutcome(error, request.deadline, at: visit.loop.now)
                    self.end(request, visit, outcome, error)
                    throw Self.withoutCause(error, outcome)
                }
            }
        }
    }

    // MARK: Around a request

    private func begin(_ request: Request) -> RequestVisit {
        guard let loop = EventLoop.current else {
            preconditionFailure("a request is handled on a loop")
        }
        let lane = running.rows.currentLane
        running.add(1, lane: lane)
        let parent = TraceContext(request.fields)
        let context = tracer.context(under: parent)
        return RequestVisit(context, under: parent?.spanID, on: loop, lane: lane)
    }

    private func end(
        _ request: Request, _ visit: RequestVisit, _ outcome: RequestOutcome,
        _ error: (any Error)?
    ) {
        let nanoseconds = visit.loop.thisMoment.nanoseconds(since: visit.began)
        let route = visit.routeIndex.map { routes[$0] } ?? withoutRoute
        running.add(-1, lane: visit.lane)
        route.count(outcome, nanoseconds: nanoseconds, lane: visit.lane)
        if logger.isOn(outcome.level) { log(request, route, outcome, nanoseconds, error) }
        if visit.context.isSampled { record(request, visit, route, outcome, error) }
    }

    private func log(
        _ request: Request, _ route: RouteMetrics, _ outcome: RequestOutcome,
        _ nanoseconds: UInt64, _ error: (any Error)?
    ) {
        logger.about(request).write(outcome.level, "request") {
            $0.field("method", request.method.rawValue)
            $0.field("path", String(request.target.path.prefix(Self.mostPathCharacters)))
            $0.field("route", route.pattern)
            $0.field("status", ifPresent: outcome.code)
            $0.field("microseconds", Int(nanoseconds / 1_000))
            $0.field("error", ifPresent: Self.text(error))
            if outcome.level == .error, let problem = error as? Problem {
                $0.field("detail", problem.detail)
            }
        }
    }

    /// The span is made only now, when all that it says is known.
    private func record(
        _ request: Request, _ visit: RequestVisit, _ route: RouteMetrics,
        _ outcome: RequestOutcome, _ error: (any Error)?
    ) {
        let span = tracer.begin(
            route.spanName, .server, at: visit.context, under: visit.parent, since: visit.began)
        guard var span else { return }
        span.set("http.request.method", request.method.rawValue)
        span.set("http.route", route.pattern)
        span.set("url.path", String(request.target.path.prefix(Self.mostPathCharacters)))
        if let code = outcome.code { span.set("http.response.status_code", .integer(code)) }
        if outcome.level == .error { span.failure = Self.text(error) ?? "" }
        tracer.end(span)
    }

    /// A fault's cause has been told; everything else is for whoever stands further out.
    private static func withoutCause(_ error: any Error, _ outcome: RequestOutcome) -> any Error {
        error is Problem || outcome != .answered(.internalServerError)
            ? error : Problem.internalError
    }

    private static let mostPathCharacters = 256
    private static let mostErrorCharacters = 1_024

    /// A rejection is known by its code.
    private static func text(_ error: (any Error)?) -> String? {
        switch error {
        case let problem as Problem: problem.code
        case let error?: String("\(error)".prefix(mostErrorCharacters))
        case nil: nil
        }
    }
}

/// One request on its way through the process.
final class RequestVisit: RequestNote, @unchecked Sendable {
    // Sendable: as every note, and all it adds is constant.
    let context: TraceContext
    let parent: SpanID?
    let loop: EventLoop
    let lane: Int
    /// When the loop's turn began: what waited in it for those before counts too.
    let began: Instant

    init(_ context: TraceContext, under parent: SpanID?, on loop: EventLoop, lane: Int) {
        self.context = context
        self.parent = parent
        self.loop = loop
        self.lane = lane
        began = loop.now
    }

    override func carry(into fields: inout Fields) {
        fields.set(context)
    }
}
