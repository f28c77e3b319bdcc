import EventLoop
import Glibc
import Testing

@testable import Telemetry

@Suite struct ProcessMetricsTests {
    @Test func `the kernel's figures of this process are there`() {
        #expect(ProcessFigures.cpuSeconds > 0)
        #expect(ProcessFigures.residentBytes > 1 << 20)
        #expect(ProcessFigures.mostDescriptors >= UInt64(ProcessFigures.openDescriptors))
        let now = Double(time(nil))
        #expect((now - 86_400...now + 1).contains(ProcessFigures.startUnixSeconds))
    }

    @Test func `a descriptor that is opened is counted`() {
        let few = ProcessFigures.openDescriptors
        let many = (0..<64).map { _ in dup(STDERR_FILENO) }
        defer { for descriptor in many { close(descriptor) } }
        #expect(ProcessFigures.openDescriptors > few)
    }

    @Test func `a loop that does not answer a scrape is told to lag, and does not hold it up`()
        throws
    {
        let simulation = Simulation(seed: 1)
        let asking = simulation.makeLoop(name: "asking")
        let dead = simulation.makeLoop(name: "dead")
        let metrics = Metrics(loops: [asking, dead])
        let loops = LoopMetrics(loops: [asking, dead], metrics)
        simulation.crash(dead)
        try simulation.run(on: asking) { await loops.measureLag(from: asking) }
        let page = metrics.page().asText
        #expect(page.contains("event_loop_lag_seconds{loop=\"asking\"} 0\n"))
        #expect(page.contains("event_loop_lag_seconds{loop=\"dead\"} 1\n"))
        #expect(page.contains("event_loop_turns_total{loop=\"asking\"} \(asking.turnCount)\n"))
    }
}
