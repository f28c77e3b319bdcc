import EventLoop
import HTTP
import Resilience

@testable import Telemetry

/// An exporter whose collector cannot be reached, so that what is kept stays to be looked at.
struct Collector {
    private let loop: EventLoop
    private let exporter: SpanExporter

    init(_ loop: EventLoop) {
        self.loop = loop
        let nowhere = Client(.tcp(host: "nowhere", port: 4318), loops: [loop])
        let upstream = Upstream("collector", nowhere, loops: [loop], seed: 1)
        var limits = SpanExportLimits()
        limits.delayMilliseconds = 3_600_000
        exporter = SpanExporter(service: "orders", to: upstream, loops: [loop], limits: limits)
    }

    func tracer(sampling: Sampling = .all) -> Tracer {
        Tracer(loops: [loop], seed: 1, sampling: sampling, exporter: exporter)
    }

    var spans: [Span] { Array(exporter.waiting) }
}

/// Two processes in a simulated network: a service that exports spans, and their collector.
final class CollectorTown: @unchecked Sendable {
    // Sendable: all of it is on the one thread of the simulation.
    let simulation: Simulation
    let network: MemoryNetwork
    let loop: EventLoop
    let exporter: SpanExporter
    let tracer: Tracer
    private let server: Server
    private let bodies = Lock<[[UInt8]]>([])

    /// What came, in order.
    var received: [String] { bodies.withLock { $0 }.map(\.asText) }

    init(
        limits: SpanExportLimits = SpanExportLimits(),
        answer: @escaping @Sendable (Int) -> Status = { _ in .ok }
    ) throws {
        simulation = Simulation(seed: 21)
        network = MemoryNetwork(simulation)
        loop = simulation.makeLoop(name: "service")
        let collectorLoop = simulation.makeLoop(name: "collector")
        let bodies = bodies
        let server = Server(
            loops: [collectorLoop], transport: .memory(network, host: "collector"),
            onFault: { _, _ in }
        ) { request in
            let body = try await request.body.collect(upToBytes: 1 << 20)
            let count = bodies.withLock { bodies in
                bodies.append(body)
                return bodies.count
            }
            return Response(answer(count))
        }
        self.server = server
        let address = Address.tcp(host: "collector", port: 4318)
        let transport = Transport.memory(network, host: "service")
        let upstream = Upstream(
            "collector", Client(address, loops: [loop], transport: transport), loops: [loop],
            seed: 2)
        exporter = SpanExporter(service: "orders", to: upstream, loops: [loop], limits: limits)
        tracer = Tracer(loops: [loop], seed: 3, exporter: exporter)
        _ = try simulation.run(on: collectorLoop) { try? server.listen(on: address) }
    }

    func run(_ body: @escaping @Sendable (CollectorTown) async throws -> Void) throws {
        let failure: (any Error)? = try simulation.run(on: loop) {
            do {
                try await body(self)
                return nil
            } catch {
                return error
            }
        }
        if let failure { throw failure }
    }

    /// Ends so many spans at once.
    func trace(_ count: Int) async throws {
        for _ in 0..<count { try await tracer.span("work", under: nil) { _, _ in } }
    }
}
