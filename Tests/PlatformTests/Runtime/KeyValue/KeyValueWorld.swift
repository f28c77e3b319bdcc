import EventLoop
import Runtime
import Storage

/// One server, three clients, and all that can go wrong between them, decided by one seed: crashes
/// at any moment and between a commit and its answer, power cuts within a commit, partitions,
/// delays, loss, connections that are cut.
final class KeyValueWorld: @unchecked Sendable {
    // Sendable: all of it is on the one thread of its simulation.

    struct Verdict: Sendable {
        let seed: UInt64
        /// What no order of the operations explains; nil when there is one.
        let violation: String?
        /// Equal for two runs that went the same way to the last step.
        let fingerprint: UInt64
        let crashes: Int
        let answered: Int
    }

    private static let clientCount = 3
    private static let callsAClient = 16
    private static let crashPercent = 4
    private static let mostFinalTries = 200

    private let simulation: Simulation
    private let network: MemoryNetwork
    private let disk: SimulatedDisk
    private let referee: Environment
    private let history: KeyValueHistory
    private let flaw: KeyValueServer.Flaw?
    private var server: Environment?
    private var clientsAtWork = clientCount
    private var isCalm = false
    private var crashes = 0

    static func run(seed: UInt64, flaw: KeyValueServer.Flaw? = nil) throws -> Verdict {
        let world = KeyValueWorld(seed: seed, flaw: flaw)
        defer { world.simulation.end() }
        try world.simulation.run(on: world.referee.loops[0]) { await world.live() }
        world.history.note("the end")
        return Verdict(
            seed: seed, violation: Linearizability.violation(in: world.history.operations),
            fingerprint: world.history.fingerprint.value, crashes: world.crashes,
            answered: world.history.operations.count { $0.answer != nil })
    }

    private init(seed: UInt64, flaw: KeyValueServer.Flaw?) {
        simulation = Simulation(seed: seed)
        network = MemoryNetwork(simulation)
        disk = SimulatedDisk(seed: seed)
        referee = .simulated(
            "referee", in: simulation, network: network, disk: SimulatedDisk(seed: seed))
        history = KeyValueHistory(simulation)
        self.flaw = flaw
        network.latencyNanoseconds = 10_000...draw(100_000...5_000_000)
    }

    private func draw<Number: FixedWidthInteger>(_ range: ClosedRange<Number>) -> Number {
        Number.random(in: range, using: &simulation.random)
    }

    // MARK: The run

    private func live() async {
        startServer()
        for number in 1...Self.clientCount { startClient("client-\(number)") }
        while clientsAtWork > 0 {
            await pause(milliseconds: draw(1...80))
            if server == nil { startServer() } else { await makeTrouble() }
        }
        await calmDown()
        let client = KeyValueClient(referee, history: history)
        for key in KeyValueClient.keys {
            var triesLeft = Self.mostFinalTries
            while await client.read(key) == nil, triesLeft > 0 {
                triesLeft -= 1
                await pause(milliseconds: 50)
            }
        }
    }

    private func startServer() {
        history.note("the server starts")
        let process = Environment.simulated(
            "server", in: simulation, network: network, disk: disk)
        server = process
        spawn(on: process) {
            do {
                try KeyValueServer.start(in: process, flaw: self.flaw, reach: self.reach)
            } catch {
                self.crashServer("could not start")
            }
        }
    }

    private func startClient(_ name: String) {
        let process = Environment.simulated(
            name, in: simulation, network: network, disk: SimulatedDisk(seed: simulation.seed))
        let client = KeyValueClient(process, history: history)
        spawn(on: process) {
            await client.work(Self.callsAClient)
            self.clientsAtWork -= 1
        }
    }

    private func spawn(on process: Environment, _ body: @escaping @Sendable () async -> Void) {
        let loop = process.loops[0]
        loop.execute { TaskScope(loop: loop).spawn(body) }
    }

    private func pause(milliseconds: Int) async {
        _ = try? await referee.loop.sleep(milliseconds: milliseconds)
    }

    // MARK: Trouble

    private func makeTrouble() async {
        let client = "client-\(draw(1...Self.clientCount))"
        switch draw(0...6) {
        case 0:
            crashServer("is killed")
        case 1:
            disk.cutPower(afterOperations: draw(1...25))
            await pause(milliseconds: draw(1...40))
            crashServer("has lost its power")
        case 2, 3:
            history.note("partition from \(client)")
            network.partition("server", client)
            await pause(milliseconds: draw(1...250))
            network.heal("server", client)
        case 4:
            history.note("connections of \(client) are cut")
            network.cutConnections("server", client)
        case 5:
            network.lossPercent = draw(0...30)
        default:
            break
        }
    }

    /// The server has come so far with a change; it may be as far as it comes.
    private func reach(_ moment: KeyValueServer.Moment) async {
        guard !isCalm, draw(1...100) <= Self.crashPercent else { return }
        crashServer("is killed \(moment)")
        await Task.yield()
        preconditionFailure("a crashed process goes no further than its next wait")
    }

    private func crashServer(_ how: String) {
        guard let process = server else { return }
        history.note("the server \(how)")
        simulation.crash(process)
        server = nil
        crashes += 1
    }

    private func calmDown() async {
        isCalm = true
        network.lossPercent = 0
        crashServer("is started once more")
        startServer()
    }
}
