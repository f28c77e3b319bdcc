import EventLoop
import HTTP
import Resilience
public import Telemetry

/// What a process tells of itself: lines, numbers, spans.
public struct ProcessTelemetry: Sendable {
    public let logger: Logger
    public let metrics: Metrics
    public let tracer: Tracer
    let loopMetrics: LoopMetrics
    private let log: Log
    private let exporter: SpanExporter?

    /// `collector` takes the spans of one trace in `sampleOneIn`; without one, traces are only named
    /// and passed on.
    init(
        of service: String, loops: [EventLoop], level: LogLevel, output: LogOutput,
        collector: Address? = nil, sampleOneIn: Int = 1, transport: Transport,
        random: inout Randomness
    ) {
        log = Log(service: service, level: level, loops: loops, output: output)
        logger = Logger(log)
        metrics = Metrics(loops: loops)
        loopMetrics = LoopMetrics(loops: loops, metrics)
        metrics.observe(log)
        if let collector {
            let upstream = Upstream(
                "collector", Client(collector, loops: loops, transport: transport), loops: loops,
                seed: random.next())
            let exporter = SpanExporter(service: service, to: upstream, loops: loops)
            metrics.observe(upstream)
            metrics.observe(exporter)
            self.exporter = exporter
        } else {
            exporter = nil
        }
        tracer = Tracer(
            loops: loops, seed: random.next(), sampling: Sampling(oneIn: UInt64(sampleOneIn)),
            exporter: exporter)
    }

    /// Hands on what is still in memory, at the end of the process.
    func flush(by deadline: Instant) async {
        await exporter?.flush(by: deadline)
        await log.flush(by: deadline)
    }
}
