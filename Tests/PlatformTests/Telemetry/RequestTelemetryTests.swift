import EventLoop
import HTTP
import Testing

@testable import Telemetry

@Suite struct RequestTelemetryTests {
    @Test func `requests are counted and timed by the template of their route`() throws {
        let page = try underVirtualTime { loop in
            let shop = Shop(loop)
            for store in 1...3 { _ = try await shop.get("/stores/\(store)/menu") }
            return shop.page
        }
        let labels = #"method="GET",route="/stores/{id}/menu""#
        #expect(page.contains("http_requests_total{\(labels),status=\"2xx\"} 3\n"))
        #expect(page.contains("http_request_duration_seconds_count{\(labels)} 3\n"))
        #expect(page.contains("http_request_duration_seconds_sum{\(labels)} 0.015\n"))
        #expect(page.contains("http_requests_running 0\n"))
    }

    @Test func `what took no route has no template, so nobody can fill the page with paths`() throws
    {
        let page = try underVirtualTime { loop in
            let shop = Shop(loop)
            for path in ["/a", "/b", "/stores"] {
                await #expect(throws: Problem.self) { try await shop.get(path) }
            }
            return shop.page
        }
        #expect(page.contains(#"http_requests_total{method="none",route="none",status="4xx"} 3"#))
        #expect(!page.contains(#"route="/a""#))
    }

    @Test func `a rejection is a line of information, a fault an error with its cause`() throws {
        let lines = try underVirtualTime { loop in
            let shop = Shop(loop)
            _ = try? await shop.get("/rejected")
            _ = try? await shop.get("/broken")
            _ = try? await shop.get("/stores/1/menu")
            await shop.kept.log.flush(by: loop.now)
            return shop.kept.lines
        }
        #expect(lines.count == 2)
        let rejected = #""method":"GET","path":"/rejected","route":"/rejected","status":422,"#
        #expect(lines[0].contains(#""level":"info""#) && lines[0].contains(rejected))
        #expect(lines[0].hasSuffix(#""error":"store-closed"}"#))
        #expect(lines[1].contains(#""level":"error""#) && lines[1].contains(#""status":500"#))
        #expect(lines[1].hasSuffix(#""error":"Trouble()"}"#))
    }

    @Test func `a fault is one line with its request and its cause, whoever stands around`() throws
    {
        try underVirtualTime { loop in
            let shop = Shop(loop)
            let front = EdgeFixture(on: loop, observed: shop.middleware) { _ in throw Trouble() }
            let answer = try await front.get("/broken")
            await shop.kept.log.flush(by: loop.now)
            let id = try #require(answer[.requestID])
            #expect(answer.status == 500)
            #expect(front.faults.count == 0)
            #expect(shop.kept.lines.count == 1)
            #expect(shop.kept.lines[0].contains(#""request":"\#(id)""#))
            #expect(shop.kept.lines[0].hasSuffix(#""error":"Trouble()"}"#))
        }
    }

    @Test func `what is down behind us is an error that says what is wrong with it`() throws {
        let lines = try underVirtualTime { loop in
            let shop = Shop(loop)
            await #expect(throws: Problem.self) { try await shop.get("/down") }
            await shop.kept.log.flush(by: loop.now)
            return shop.kept.lines
        }
        let cause = #""status":503,"microseconds":0,"error":"down","detail":"No connection."}"#
        #expect(lines.count == 1 && lines[0].hasSuffix(cause))
    }

    @Test func `who goes away, and whose time is up, are told apart from a fault`() throws {
        let page = try underVirtualTime { loop in
            let shop = Shop(loop)
            for deadline in [nil, loop.now.advanced(byMilliseconds: 10)] {
                let scope = TaskScope(loop: loop)
                scope.spawn { _ = try? await shop.get("/slow", deadline: deadline) }
                try await loop.sleep(milliseconds: 20)
                scope.cancelAll()
                await scope.drained()
            }
            return shop.page
        }
        let labels = #"method="GET",route="/slow""#
        #expect(page.contains("http_requests_total{\(labels),status=\"abandoned\"} 1\n"))
        #expect(page.contains("http_requests_total{\(labels),status=\"5xx\"} 1\n"))
    }

    @Test func `a request is a span of its caller's trace, and its calls are children of it`()
        throws
    {
        try underVirtualTime { loop in
            let shop = Shop(loop)
            let parent = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"
            let sent = try await shop.get("/calls", traceparent: parent)
            let span = try #require(shop.collector.spans.first)
            #expect(span.name == "GET /calls" && span.kind == .server)
            #expect(span.context.traceID.description == "4bf92f3577b34da6a3ce929d0e0e4736")
            #expect(span.parent?.description == "00f067aa0ba902b7")
            #expect(sent.fields[.traceparent] == span.context.traceparent)
        }
    }

    @Test func `a handler's own lines bear the names of its trace and span`() throws {
        try underVirtualTime { loop in
            let shop = Shop(loop)
            let sent = try await shop.get("/logs")
            await shop.kept.log.flush(by: loop.now)
            let line = try #require(shop.kept.lines.first)
            let context = try #require(TraceContext(sent.fields))
            #expect(
                line.contains("\"trace\":\"\(context.traceID)\",\"span\":\"\(context.spanID)\""))
        }
    }
}

/// A handler of a few routes with telemetry around it.
private struct Shop: Sendable {
    let kept: KeptLog
    let collector: Collector
    private let metrics: Metrics
    let middleware: Middleware
    private let handler: Handler

    init(_ loop: EventLoop) {
        kept = KeptLog(loop)
        collector = Collector(loop)
        metrics = Metrics(loops: [loop])
        let logger = Logger(kept.log)
        var router = Router()
        router.on(.get, "/stores/{id}/menu", Int.self) { _, _ in
            try await loop.sleep(milliseconds: 5)
            return Response()
        }
        router.on(.get, "/rejected") { _ in
            throw Problem(.unprocessableContent, code: "store-closed", detail: "It is closed.")
        }
        router.on(.get, "/broken") { _ in throw Trouble() }
        router.on(.get, "/down") { _ in
            throw Problem(.serviceUnavailable, code: "down", detail: "No connection.")
        }
        router.on(.get, "/slow") { _ in
            try await loop.sleep(milliseconds: 1_000)
            return Response()
        }
        router.on(.get, "/calls") { request in
            #expect(request.trace != TraceContext(request.fields))
            return Self.call(for: request)
        }
        router.on(.get, "/logs") { request in
            logger.about(request).info("in the handler")
            return Self.call(for: request)
        }
        let telemetry = RequestTelemetry(
            routes: router.routes, metrics, logger, collector.tracer())
        middleware = telemetry.middleware
        handler = middleware(router.handler)
    }

    var page: String { metrics.page().asText }

    func get(
        _ path: String, traceparent: String? = nil, deadline: Instant? = nil
    ) async throws -> Response {
        var request = Request(.get, try #require(Target(path)), deadline: deadline)
        if let traceparent { request.fields.append(.traceparent, traceparent) }
        return try await handler(request)
    }

    /// Answers with the fields that a call on behalf of `request` would be sent with.
    private static func call(for request: Request) -> Response {
        var call = Request(.get, "/")
        call.carryOn(from: request)
        return Response(.ok, fields: call.fields)
    }
}
