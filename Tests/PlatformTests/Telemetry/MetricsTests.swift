import EventLoop
import Testing

@testable import Telemetry

@Suite struct MetricsTests {
    private let metrics = Metrics(loops: [Simulation(seed: 1).makeLoop(name: "one")])

    @Test func `counters and gauges are told with their help and type`() {
        let placed = metrics.counter("orders_placed_total", "Orders placed.")
        let open = metrics.gauge("orders_open", "Orders not yet settled.")
        placed.increment()
        placed.increment(by: 41)
        open.add(3)
        open.add(-5)
        #expect(
            page == """
                # HELP orders_placed_total Orders placed.
                # TYPE orders_placed_total counter
                orders_placed_total 42
                # HELP orders_open Orders not yet settled.
                # TYPE orders_open gauge
                orders_open -2

                """)
    }

    @Test func `the series of one name stand together, in the order they were made`() {
        _ = metrics.counter("a_total", "A.", ["store": "one", "city": "Seoul"])
        _ = metrics.counter("b_total", "B.")
        _ = metrics.counter("a_total", "A.", ["store": "two", "city": "Busan"])
        #expect(
            page == """
                # HELP a_total A.
                # TYPE a_total counter
                a_total{store="one",city="Seoul"} 0
                a_total{store="two",city="Busan"} 0
                # HELP b_total B.
                # TYPE b_total counter
                b_total 0

                """)
    }

    @Test func `what would end a label or a line early is escaped`() {
        _ = metrics.counter("a_total", "One\\two\nthree.", ["path": "\"C:\\x\"\r\n한국"])
        #expect(page.contains(#"# HELP a_total One\\two\nthree."# + "\n"))
        #expect(page.contains(##"a_total{path="\"C:\\x\"\n한국"} 0"## + "\n"))
    }

    @Test func `a histogram tells each bucket with those before it, and the sum in seconds`() {
        let buckets = HistogramBuckets.seconds(boundsMicroseconds: [100, 2_500, 1_000_000])
        let took = metrics.histogram(
            "call_duration_seconds", "How long.", ["to": "x"], buckets: buckets)
        for nanoseconds in [0, 100_000, 100_001, 2_500_000, 1_500_000_000] as [UInt64] {
            took.observe(nanoseconds)
        }
        #expect(
            page == """
                # HELP call_duration_seconds How long.
                # TYPE call_duration_seconds histogram
                call_duration_seconds_bucket{to="x",le="0.0001"} 2
                call_duration_seconds_bucket{to="x",le="0.0025"} 4
                call_duration_seconds_bucket{to="x",le="1"} 4
                call_duration_seconds_bucket{to="x",le="+Inf"} 5
                call_duration_seconds_sum{to="x"} 1.502700001
                call_duration_seconds_count{to="x"} 5

                """)
    }

    @Test(arguments: 0..<50 as Range<UInt64>)
    func `a bucket holds what is not above its bound`(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        let bounds = Set((0..<20).map { _ in UInt64.random(in: 1...100, using: &random) }).sorted()
        let values = (0..<200).map { _ in UInt64.random(in: 0...120, using: &random) }
        let sizes = metrics.histogram("body_bytes", "Sizes.", buckets: .bytes(bounds))
        for value in values { sizes.observe(value) }
        for bound in bounds {
            let count = values.count { $0 <= bound }
            #expect(page.contains("body_bytes_bucket{le=\"\(bound)\"} \(count)\n"), "seed \(seed)")
        }
        #expect(page.contains("body_bytes_sum \(values.reduce(0, +))\n"))
        #expect(sizes.count == values.count)
    }

    @Test func `numbers that others keep are asked for when the page is`() {
        let level = Lock(1.5)
        metrics.observeGauge("level", "A level.") { level.withLock { $0 } }
        #expect(page.contains("\nlevel 1.5\n"))
        level.withLock { $0 = .infinity }
        #expect(page.contains("\nlevel +Inf\n"))
        level.withLock { $0 = .nan }
        #expect(page.contains("\nlevel NaN\n"))
    }

    @Test func `nothing is lost when all loops and other threads count at once`() throws {
        let loops = try EventLoops(count: 2)
        let metrics = Metrics(loops: loops.all)
        let counter = metrics.counter("a_total", "A.")
        let status = loops.run { loops in
            await withTaskGroup(of: Void.self) { group in
                for loop in loops.all {
                    group.addTask(executorPreference: loop) {
                        for _ in 0..<20_000 { counter.increment() }
                    }
                }
                for _ in 0..<2 {
                    group.addTask(executorPreference: globalConcurrentExecutor) {
                        for _ in 0..<20_000 { counter.increment() }
                    }
                }
            }
            return 0
        }
        #expect(status == 0)
        #expect(counter.total == 80_000)
    }

    private var page: String { metrics.page().asText }
}
