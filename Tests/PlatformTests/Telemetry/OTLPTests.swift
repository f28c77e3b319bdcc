import JSON
import Testing

@testable import Telemetry

@Suite struct OTLPTests {
    @Test func `a batch reads on the wire as OTLP has it`() throws {
        let text = JSONWriter.bytes(of: OTLPTraces(service: "orders", spans: [try span()])).asText
        #expect(
            text == #"{"resourceSpans":[{"resource":{"attributes":["#
                + #"{"key":"service.name","value":{"stringValue":"orders"}}]},"#
                + #""scopeSpans":[{"scope":{"name":"baedal"},"spans":[{"#
                + #""traceId":"00000000000000010000000000000002","spanId":"0000000000000003","#
                + #""traceState":"a=b","parentSpanId":"0000000000000004","flags":1,"#
                + #""name":"GET /v1/stores/{id}","kind":2,"#
                + #""startTimeUnixNano":"1767225600000000001","endTimeUnixNano":"1767225600000000002","#
                + #""attributes":[{"key":"url.path","value":{"stringValue":"/v1/stores/7"}},"#
                + #"{"key":"http.response.status_code","value":{"intValue":"503"}},"#
                + #"{"key":"is.retry","value":{"boolValue":true}}],"#
                + #""status":{"code":2,"message":"upstream-unavailable"}}]}]}]}"#)
    }

    @Test func `a span that went well says nothing of its status`() throws {
        var span = try span()
        span.failure = nil
        let text = JSONWriter.bytes(of: OTLPTraces(service: "orders", spans: [span])).asText
        #expect(text.contains(#""status":{}"#))
    }

    private func span() throws -> Span {
        let context = TraceContext(
            traceID: try #require(TraceID(high: 1, low: 2)), spanID: try #require(SpanID(3)),
            isSampled: true, state: "a=b")
        var span = Span(
            "GET /v1/stores/{id}", .server, context, parent: SpanID(4),
            startUnixNanoseconds: 1_767_225_600_000_000_001)
        span.endUnixNanoseconds = 1_767_225_600_000_000_002
        span.set("url.path", "/v1/stores/7")
        span.set("http.response.status_code", .integer(503))
        span.set("is.retry", .flag(true))
        span.failure = "upstream-unavailable"
        return span
    }
}
