import EventLoop
import HTTP
import JSON
import Testing

@testable import Telemetry

@Suite struct LoggerTests {
    @Test func `a line says when, how much it matters, what, who, and what it is about`() throws {
        let lines = try lines { logger, _ in
            var request = Request(.get, "/")
            request.fields.append(.requestID, "req_7")
            let parent = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"
            request.fields.append(.traceparent, parent)
            logger.about(request).warning("store is closed") {
                $0.field("store", "교촌\n치킨")
                $0.field("orders", 3)
            }
        }
        #expect(
            lines == [
                #"{"time":"2026-01-01T00:00:00.000Z","level":"warning","message":"store is closed","#
                    + #""service":"orders","request":"req_7","#
                    + #""trace":"4bf92f3577b34da6a3ce929d0e0e4736","span":"00f067aa0ba902b7","#
                    + #""store":"교촌\n치킨","orders":3}"#
            ])
    }

    @Test(arguments: LogLevel.allCases)
    func `lines below the level are not even made`(level: LogLevel) throws {
        let lines = try lines(level: level) { logger, _ in
            for other in LogLevel.allCases {
                logger.write(other, "a line") {
                    if other < level { Issue.record("it was made") }
                    $0.field("n", 1)
                }
            }
        }
        #expect(lines.count == LogLevel.allCases.count { $0 >= level })
    }

    @Test func `a line that is too long keeps its head and says how long it was`() throws {
        let lines = try lines { logger, _ in
            logger.info("a long story") { $0.field("text", String(repeating: "x", count: 9_000)) }
            logger.info("a short one")
        }
        #expect(lines.count == 2)
        #expect(lines[0].contains(#""message":"a long story""#))
        #expect(lines[0].hasSuffix(#""tooLongBytes":9104}"#))
        #expect(lines[0].utf8.count < LogLimits().lineBytes)
    }

    @Test func `a request's name that is no name is left out`() throws {
        let lines = try lines { logger, _ in
            var request = Request(.get, "/")
            request.fields.append(.requestID, String(repeating: "x", count: 5_000))
            logger.about(request).info("a line")
        }
        #expect(!lines[0].contains("request"))
    }

    @Test func `a thread that turns no loop can log too`() throws {
        let simulation = Simulation(seed: 1)
        let loop = simulation.makeLoop(name: "one")
        let kept = KeptLog(loop)
        Logger(kept.log).info("from elsewhere") { $0.field("n", 1) }
        simulation.run(until: .seconds(2))
        #expect(kept.lines.count == 1)
        #expect(kept.lines[0].contains(#""message":"from elsewhere","service":"orders","n":1}"#))
    }

    private func lines(
        level: LogLevel = .info,
        _ body: @escaping @Sendable (Logger, EventLoop) async throws -> Void
    ) throws -> [String] {
        try underVirtualTime { loop in
            let kept = KeptLog(loop, level: level)
            try await body(Logger(kept.log), loop)
            await kept.log.flush(by: loop.now)
            return kept.lines
        }
    }
}
