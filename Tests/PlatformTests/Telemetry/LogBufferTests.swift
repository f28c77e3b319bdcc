import EventLoop
import JSON
import Testing

@testable import Telemetry

@Suite struct LogBufferTests {
    @Test func `lines are written together a moment later, a warning in its own turn`() throws {
        try underVirtualTime { loop in
            let kept = KeptLog(loop)
            let logger = Logger(kept.log)
            for _ in 0..<10 { logger.info("calm") }
            try await loop.sleep(milliseconds: LogLimits().flushMilliseconds - 1)
            #expect(kept.lines.isEmpty)
            try await loop.sleep(milliseconds: 1)
            #expect(kept.lines.count == 10)
            logger.info("calm")
            logger.warning("urgent")
            #expect(kept.lines.count == 10)
            try await loop.sleep(milliseconds: 0)
            #expect(kept.lines.count == 12)
        }
    }

    @Test func `no piece cuts a line, or is more than a pipe takes whole`() throws {
        let pieces = Lock<[[UInt8]]>([])
        try underVirtualTime { loop in
            let output = LogOutput { bytes in
                pieces.withLock { $0.append(Array(bytes)) }
                return bytes.count
            }
            let log = Log(service: "orders", loops: [loop], output: output)
            var random = SeededGenerator(seed: 3)
            for _ in 0..<500 {
                let text = String(repeating: "x", count: Int.random(in: 0...3_000, using: &random))
                Logger(log).info("a line") { $0.field("text", text) }
                if Bool.random(using: &random) { try await loop.sleep(milliseconds: 7) }
            }
            await log.flush(by: loop.now)
        }
        let all = pieces.withLock { $0 }
        #expect(all.allSatisfy { $0.count <= 4_096 && $0.last == UInt8(ascii: "\n") })
        #expect(all.joined().count { $0 == UInt8(ascii: "\n") } == 500)
    }

    @Test func `when the output takes nothing, lines are dropped, counted and confessed`() throws {
        try underVirtualTime { loop in
            let output = StubbornOutput()
            let log = Log(
                service: "orders", loops: [loop], output: output.output, limits: tight)
            for _ in 0..<100 { Logger(log).info("a line") }
            #expect(log.droppedLines > 80)
            try await loop.sleep(milliseconds: 500)
            #expect(output.lines.isEmpty)
            output.isWilling.withLock { $0 = true }
            try await loop.sleep(milliseconds: 500)
            #expect(output.lines.count == 100 - log.droppedLines + 1)
            let last = try #require(output.lines.last)
            #expect(last.contains(#""message":"log lines were dropped""#))
            #expect(last.hasSuffix(#""count":\#(log.droppedLines)}"#))
        }
    }

    @Test func `the last flush gives up at its deadline`() throws {
        try underVirtualTime { loop in
            let output = StubbornOutput()
            let log = Log(service: "orders", loops: [loop], output: output.output)
            Logger(log).info("a line")
            let start = loop.now
            await log.flush(by: start.advanced(byMilliseconds: 100))
            #expect(loop.now.nanoseconds(since: start) == 100_000_000)
        }
    }

    private var tight: LogLimits {
        var limits = LogLimits()
        limits.bufferBytes = 1_000
        return limits
    }
}

/// One that takes nothing until it is told to.
private struct StubbornOutput {
    let isWilling = Lock(false)
    private let kept = Lock<[UInt8]>([])

    var output: LogOutput {
        LogOutput { [isWilling, kept] bytes in
            guard isWilling.withLock({ $0 }) else { return 0 }
            kept.withLock { $0 += bytes }
            return bytes.count
        }
    }

    var lines: [String] {
        kept.withLock { $0 }.split(separator: UInt8(ascii: "\n")).map(\.asText)
    }
}
