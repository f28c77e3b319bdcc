import EventLoop
import HTTP
import Testing

@testable import Telemetry

@Suite struct SpanExporterTests {
    @Test func `spans go out in batches, a moment after the first`() throws {
        let town = try CollectorTown()
        try town.run { town in
            try await town.trace(250)
            try await town.loop.sleep(milliseconds: 900)
            #expect(town.received.isEmpty)
            try await town.loop.sleep(milliseconds: 200)
        }
        #expect(town.received.map { $0.count(of: "\"spanId\"") } == [100, 100, 50])
        #expect(town.exporter.exportedSpans == 250)
        #expect(town.exporter.droppedSpans == 0)
    }

    @Test func `with no collector there, spans are dropped, counted, and hold nobody up`() throws {
        var limits = SpanExportLimits()
        limits.queuedSpans = 500
        let town = try CollectorTown(limits: limits)
        town.network.partition("service", "collector")
        try town.run { town in
            for _ in 0..<100 {
                let start = town.loop.now
                try await town.trace(50)
                #expect(town.loop.now == start)
                try await town.loop.sleep(milliseconds: 1_000)
            }
            #expect(town.exporter.waiting.count <= 500)
            #expect(town.exporter.droppedSpans >= 4_000)
        }
        #expect(town.exporter.exportedSpans == 0)
    }

    @Test func `when the collector comes back, spans arrive again`() throws {
        let town = try CollectorTown()
        town.network.partition("service", "collector")
        try town.run { town in
            try await town.trace(10)
            try await town.loop.sleep(milliseconds: 20_000)
            town.network.heal("service", "collector")
            try await town.loop.sleep(milliseconds: 10_000)
            try await town.trace(10)
            try await town.loop.sleep(milliseconds: 10_000)
            #expect(town.exporter.exportedSpans == 10)
            #expect(town.exporter.droppedSpans == 10)
        }
    }

    @Test func `a busy collector is asked again, one that refuses is not`() throws {
        let busy = try CollectorTown { $0 == 1 ? .serviceUnavailable : .ok }
        try busy.run { town in
            try await town.trace(10)
            try await town.loop.sleep(milliseconds: 5_000)
        }
        #expect(busy.received.count == 2 && busy.exporter.exportedSpans == 10)
        let refusing = try CollectorTown { _ in .badRequest }
        try refusing.run { town in
            try await town.trace(10)
            try await town.loop.sleep(milliseconds: 5_000)
        }
        #expect(refusing.received.count == 1 && refusing.exporter.droppedSpans == 10)
    }

    @Test func `what is left at the end is sent, within the time there is`() throws {
        let town = try CollectorTown()
        try town.run { town in
            try await town.trace(150)
            await town.exporter.flush(by: town.loop.now.advanced(byMilliseconds: 100))
        }
        #expect(town.exporter.exportedSpans == 150)
        let cut = try CollectorTown()
        cut.network.partition("service", "collector")
        try cut.run { town in
            try await town.trace(150)
            let start = town.loop.now
            await town.exporter.flush(by: start.advanced(byMilliseconds: 100))
            #expect(town.loop.now.nanoseconds(since: start) <= 110_000_000)
        }
        #expect(cut.exporter.droppedSpans == 150)
    }

    @Test(arguments: 0..<50 as Range<UInt64>)
    func `the queue gives out what came in, in order, and never holds more`(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let context = TraceContext(
            traceID: try #require(TraceID(high: 1, low: 1)), spanID: try #require(SpanID(1)),
            isSampled: true)
        var queue = SpanQueue(capacity: 20)
        var expected: [String] = []
        for number in 0..<500 {
            if Int.random(in: 0..<10, using: &random) < 8 {
                let name = String(number)
                let isTaken = queue.append(
                    Span(name, .internal, context, parent: nil, startUnixNanoseconds: 0))
                #expect(isTaken == (expected.count < 20), "seed \(seed)")
                if isTaken { expected.append(name) }
            } else {
                let limit = Int.random(in: 0...30, using: &random)
                let given = queue.popFirst(atMost: limit).map(\.name)
                #expect(given == Array(expected.prefix(limit)), "seed \(seed)")
                expected.removeFirst(given.count)
            }
            #expect(queue.count == expected.count, "seed \(seed)")
        }
    }
}

extension String {
    fileprivate func count(of part: String) -> Int {
        ranges(of: part).count
    }
}
