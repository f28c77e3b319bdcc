import EventLoop
import HTTP
import Testing

@testable import Telemetry

@Suite struct TraceContextTests {
    private static let example = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"

    @Test func `the specification's example is read and written back`() throws {
        let context = try #require(Self.context(Self.example))
        #expect(context.traceID.description == "4bf92f3577b34da6a3ce929d0e0e4736")
        #expect(context.spanID.description == "00f067aa0ba902b7")
        #expect(context.isSampled)
        #expect(context.traceparent == Self.example)
    }

    @Test(arguments: [
        ("", "empty"),
        ("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-0", "too short"),
        ("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-", "longer, of version 00"),
        ("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-what", "more, of version 00"),
        ("00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01", "upper case"),
        ("00-4bf92f3577b34da6a3ce929d0e0e473g-00f067aa0ba902b7-01", "no digit in the trace"),
        ("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b/-01", "no digit in the span"),
        ("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-0x", "no digit in the flags"),
        ("0.-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01", "no digit in the version"),
        ("00-00000000000000000000000000000000-00f067aa0ba902b7-01", "no trace"),
        ("00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01", "no span"),
        ("00_4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01", "other first dash"),
        ("00-4bf92f3577b34da6a3ce929d0e0e4736_00f067aa0ba902b7-01", "other second dash"),
        ("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7.01", "other third dash"),
        ("ff-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01", "version ff"),
        (
            "cc-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01.what",
            "joined on, later version"
        ),
    ])
    func `what is no traceparent begins a new trace`(text: String, why: String) {
        #expect(Self.context(text) == nil, "\(why)")
    }

    @Test(arguments: ["01", "cc", "fe"])
    func `a later version is read as far as it is known`(version: String) throws {
        for rest in ["", "-", "-what-the-future-holds"] {
            let context = try #require(Self.context(version + Self.example.dropFirst(2) + rest))
            #expect(context.traceparent == Self.example)
        }
    }

    @Test func `of the flags only the one that is known is passed on`() throws {
        let prefix = Self.example.dropLast(2)
        #expect(try #require(Self.context(prefix + "ff")).traceparent == prefix + "01")
        #expect(try #require(Self.context(prefix + "fe")).traceparent == prefix + "00")
    }

    @Test func `two parents are none`() {
        var fields = Fields()
        fields.append(.traceparent, Self.example)
        fields.append(.traceparent, Self.example)
        #expect(TraceContext(fields) == nil)
    }

    @Test(arguments: 0..<50 as Range<UInt64>)
    func `what is written is read back as it was`(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let context = TraceContext(
            traceID: try #require(TraceID(high: random.next(), low: random.next())),
            spanID: try #require(SpanID(random.next())),
            isSampled: Bool.random(using: &random))
        #expect(Self.context(context.traceparent) == context, "seed \(seed)")
    }

    // MARK: What other systems add

    @Test func `the state of other systems is passed on untouched, its fields joined`() throws {
        var fields = Fields()
        fields.append(.traceparent, Self.example)
        fields.append(.tracestate, "rojo=00f067aa0ba902b7")
        fields.append(.tracestate, "congo=t61rcWkgMzE")
        let context = try #require(TraceContext(fields))
        var sent = Fields()
        sent.set(context)
        #expect(sent[.tracestate] == "rojo=00f067aa0ba902b7,congo=t61rcWkgMzE")
    }

    @Test func `a state that is more than must be carried is left behind, not the trace`() throws {
        let long = "a=" + String(repeating: "x", count: 511)
        let many = (0..<33).map { "k\($0)=v" }.joined(separator: ",")
        for state in [long, many] {
            var fields = Fields()
            fields.append(.traceparent, Self.example)
            fields.append(.tracestate, state)
            #expect(try #require(TraceContext(fields)).state == nil)
        }
    }

    @Test func `a state without a trace says nothing, and is not left over in a request`() throws {
        var fields = Fields()
        fields.append(.tracestate, "a=b")
        #expect(TraceContext(fields) == nil)
        fields.set(try #require(Self.context(Self.example)))
        #expect(fields[.tracestate] == nil)
    }

    private static func context(_ traceparent: String) -> TraceContext? {
        var fields = Fields()
        fields.append(.traceparent, traceparent)
        return TraceContext(fields)
    }
}
