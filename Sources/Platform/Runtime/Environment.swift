public import EventLoop
public import Resilience
public import Storage
public import Telemetry

/// All that a process has of the world: loops and their clocks, chance, network and disk.
///
/// A service is built from one and takes nothing from anywhere else, so it is the same service on
/// this machine and in a simulation, where many of them run on one thread in a world that a seed
/// decides. See ADR 0003.
public struct Environment: Sendable {
    enum World: Sendable {
        case real
        case simulated(Simulation)
    }

    /// What the process is called, in logs and on its databases' leases.
    public let name: String
    /// The first is the one that accepts connections, and on which a process is wired.
    public let loops: [EventLoop]
    public let transport: Transport
    public let disk: Disk
    /// The safeguards that are switched off.
    public let without: Without
    public let telemetry: ProcessTelemetry
    let world: World
    /// Listening sockets that the parent opened.
    let inheritedSockets: [Int32]

    /// This machine: its clock, its network, its disk, and standard error for the log.
    public static func live(
        _ name: String, loops: EventLoops, without: Without = .nothing,
        logLevel: LogLevel = .info, collector: Address? = nil, sampleOneIn: Int = 1,
        inheritedSockets: [Int32] = []
    ) -> Environment {
        var random = Randomness.secure(SecureRandom())
        let telemetry = ProcessTelemetry(
            of: name, loops: loops.all, level: logLevel, output: .standardError(),
            collector: collector, sampleOneIn: sampleOneIn, transport: .sockets, random: &random)
        telemetry.metrics.observeProcess()
        return Environment(
            name: name, loops: loops.all, transport: .sockets, disk: .real, without: without,
            telemetry: telemetry, world: .real, inheritedSockets: inheritedSockets)
    }

    /// A process of a simulation, on a host of its own: `network` and `disk` are the host's, and
    /// stay when the process crashes.
    public static func simulated(
        _ host: String, in simulation: Simulation, network: MemoryNetwork, disk: SimulatedDisk,
        loopCount: Int = 1, without: Without = .nothing, log: Lock<[UInt8]>? = nil,
        collector: Address? = nil
    ) -> Environment {
        let loops = (0..<loopCount).map { simulation.makeLoop(name: "\(host)-\($0)") }
        let transport = Transport.memory(network, host: host)
        var random = Randomness.seeded(SeededGenerator(seed: simulation.random.next()))
        let telemetry = ProcessTelemetry(
            of: host, loops: loops, level: .info,
            output: log.map { .memory($0) } ?? LogOutput { $0.count }, collector: collector,
            transport: transport, random: &random)
        return Environment(
            name: host, loops: loops, transport: transport, disk: .simulated(disk),
            without: without, telemetry: telemetry, world: .simulated(simulation),
            inheritedSockets: [])
    }
}

extension Environment {
    /// Whether there is one thread and no other: what would have threads of its own is done by whoever
    /// asks for it.
    public var hasOneThread: Bool {
        switch world {
        case .real: false
        case .simulated: true
        }
    }
}

// MARK: - Time

extension Environment {
    /// The loop that asks; it is one of this process.
    public var loop: EventLoop {
        for loop in loops where loop.isCurrent { return loop }
        preconditionFailure("only what runs on a loop of \(name) may ask for time and chance")
    }

    /// The monotonic clock, for deadlines and durations.
    public var now: Instant { loop.now }

    /// The time of day, for people and for records.
    public var unixMilliseconds: Int64 { loop.unixMilliseconds }
}

// MARK: - Chance

extension Environment {
    /// A generator for one owner. In a simulation its seed is drawn from the world's, so that what
    /// one owner draws does not change what another gets.
    public func makeRandomness() -> Randomness {
        switch world {
        case .real: .secure(SecureRandom())
        case .simulated(let simulation): .seeded(SeededGenerator(seed: simulation.random.next()))
        }
    }
}

extension Simulation {
    /// kill -9 of a process: what it had queued never runs, and its disk is as of the last sync.
    public func crash(_ process: Environment) {
        for loop in process.loops { crash(loop) }
        if case .simulated(let disk) = process.disk { disk.powerOn() }
    }
}
