import EventLoop
import Testing

@testable import Telemetry

@Suite struct TracerTests {
    @Test func `a child has its parent's trace and a name of its own`() throws {
        try underVirtualTime { loop in
            let tracer = Tracer(loops: [loop], seed: 1)
            let root = tracer.context(under: nil)
            let child = tracer.context(under: root)
            #expect(child.traceID == root.traceID)
            #expect(child.spanID != root.spanID)
            #expect(tracer.context(under: nil).traceID != root.traceID)
        }
    }

    @Test func `no two of many spans have one name, on any loop`() throws {
        let simulation = Simulation(seed: 1)
        let loops = ["one", "two"].map(simulation.makeLoop)
        let tracer = Tracer(loops: loops, seed: 1)
        var spans: Set<SpanID> = []
        for loop in loops {
            let names = try simulation.run(on: loop) {
                (0..<10_000).map { _ in tracer.context(under: nil).spanID }
            }
            spans.formUnion(names)
        }
        #expect(spans.count == 20_000)
    }

    @Test func `the same seed names the same traces`() throws {
        let names = try (0..<2).map { _ in
            try underVirtualTime { loop in
                Tracer(loops: [loop], seed: 9).context(under: nil).traceparent
            }
        }
        #expect(names[0] == names[1])
    }

    @Test func `of the traces that begin here one in so many is kept`() throws {
        try underVirtualTime { loop in
            let collector = Collector(loop)
            let tracer = collector.tracer(sampling: Sampling(oneIn: 10))
            let kept = (0..<10_000).count { _ in tracer.context(under: nil).isSampled }
            #expect((800...1_200).contains(kept))
        }
    }

    @Test func `a trace that came from elsewhere is kept if its caller keeps it`() throws {
        try underVirtualTime { loop in
            let tracer = Collector(loop).tracer(sampling: .none)
            for isSampled in [true, false] {
                let root = tracer.context(under: nil)
                let parent = TraceContext(
                    traceID: root.traceID, spanID: root.spanID, isSampled: isSampled)
                #expect(tracer.context(under: parent).isSampled == isSampled)
            }
        }
    }

    @Test func `a span knows its parent, its time and what it told`() throws {
        try underVirtualTime { loop in
            let collector = Collector(loop)
            let tracer = collector.tracer()
            let start = loop.unixNanoseconds
            let root = tracer.context(under: nil)
            try await tracer.span("charge the card", .client, under: root) { context, span in
                #expect(context.traceID == root.traceID)
                span?.set("provider", "test")
                try await loop.sleep(milliseconds: 30)
            }
            let span = try #require(collector.spans.first)
            #expect(span.name == "charge the card" && span.kind == .client)
            #expect(span.parent == root.spanID)
            #expect(span.startUnixNanoseconds == start)
            #expect(span.endUnixNanoseconds == start + 30_000_000)
            #expect(span.attributes.map { "\($0.name)" } == ["provider"])
            #expect(span.failure == nil)
        }
    }

    @Test func `work that throws fails its span, and the error goes on`() throws {
        try underVirtualTime { loop in
            let collector = Collector(loop)
            await #expect(throws: Trouble()) {
                try await collector.tracer().span("work", under: nil) { _, _ in throw Trouble() }
            }
            #expect(collector.spans.first?.failure == "Trouble()")
        }
    }

    @Test func `a span that nobody keeps costs its work nothing`() throws {
        try underVirtualTime { loop in
            let tracer = Tracer(loops: [loop], seed: 1)
            let result = try await tracer.span("work", under: nil) { _, span in
                #expect(span == nil)
                return 7
            }
            #expect(result == 7)
        }
    }

    @Test func `a span takes so many attributes and counts the rest`() throws {
        try underVirtualTime { loop in
            let collector = Collector(loop)
            try await collector.tracer().span("work", under: nil) { _, span in
                for _ in 0..<40 { span?.set("key", .integer(1)) }
            }
            let span = try #require(collector.spans.first)
            #expect(span.attributes.count == Span.mostAttributes)
            #expect(span.droppedAttributes == 40 - Span.mostAttributes)
        }
    }
}
