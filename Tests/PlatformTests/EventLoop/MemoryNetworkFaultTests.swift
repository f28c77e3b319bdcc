import EventLoop
import Glibc
import Testing

/// What a simulated network does to those who use it, as a real one would.
@Suite struct MemoryNetworkFaultTests {
    private static let reset = StreamError.system(SystemError(call: "recv", code: ECONNRESET))
    private static let refused = StreamError.system(
        SystemError(call: "connect", code: ECONNREFUSED))

    @Test func `where nobody listens a connection is refused`() throws {
        let town = SimulatedTown(seed: 1)
        try town.run { loop in
            await #expect(throws: Self.refused) { try await town.connect(on: loop) }
        }
    }

    @Test func `an address is listened on once, and again when it was given up`() throws {
        let town = SimulatedTown(seed: 1)
        let first = try town.serve { $0.close() }
        #expect(throws: SystemError(call: "listen", code: EADDRINUSE)) {
            try town.serve { $0.close() }
        }
        town.server.execute { first.close() }
        town.simulation.run(until: town.simulation.now.advanced(byMilliseconds: 1))
        try town.serve { $0.close() }
    }

    @Test func `across a partition connecting times out`() throws {
        let town = SimulatedTown(seed: 1)
        try town.serveEcho()
        town.network.partition("client", "server")
        try town.run { loop in
            let before = loop.now
            await #expect(throws: StreamError.timedOut) {
                try await town.connect(on: loop, withinMilliseconds: 300)
            }
            #expect(loop.now == before.advanced(byMilliseconds: 300))
        }
    }

    @Test(arguments: UInt64(1)...20)
    func `a partition holds what is sent, and all of it comes in order when it heals`(
        seed: UInt64
    ) throws {
        let town = SimulatedTown(seed: seed)
        try town.serveEcho()
        try town.run { loop in
            let stream = try await town.connect(on: loop)
            town.network.partition("server", "client")
            let sent = (0..<60_000).map { UInt8(truncatingIfNeeded: $0) }
            for start in stride(from: 0, to: sent.count, by: 6_000) {
                try await stream.writeAll(Array(sent[start..<start + 6_000]))
                try await loop.sleep(milliseconds: 1)
            }
            stream.finishWriting()
            try await loop.sleep(milliseconds: 10_000)
            #expect(try stream.readText() == nil)
            town.network.heal("client", "server")
            #expect(try await stream.readToEnd() == sent)
            stream.close()
        }
    }

    @Test func `a partition for good is a stuck run, not an endless one`() throws {
        let town = SimulatedTown(seed: 1)
        try town.serveEcho()
        let stuck = #expect(throws: Simulation.Stuck.self) {
            try town.run { loop in
                let stream = try await town.connect(on: loop)
                town.network.partition("server", "client")
                try await stream.writeAll([1])
                try await stream.waitUntilReadable()
            }
        }
        #expect(stuck?.isEndless == false)
    }

    @Test func `a connection that is cut is reset at both ends`() throws {
        let town = SimulatedTown(seed: 1)
        let atServer = Lock<StreamError?>(nil)
        try town.serve { stream in
            let end = await stream.endSeenByReader()
            atServer.withLock { $0 = end }
            stream.close()
        }
        try town.run { loop in
            let stream = try await town.connect(on: loop)
            var tellings = 0
            stream.onBroken = { tellings += 1 }
            town.network.cutConnections("client", "server")
            #expect(await stream.endSeenByReader() == Self.reset)
            #expect(tellings == 1)
            stream.close()
            try await loop.sleep(milliseconds: 1)
        }
        #expect(atServer.withLock { $0 } == Self.reset)
    }

    @Test func `writing on to one who has closed is answered by a reset`() throws {
        let town = SimulatedTown(seed: 1)
        try town.serve { $0.close() }
        try town.run { loop in
            let stream = try await town.connect(on: loop)
            #expect(try await stream.readToEnd().isEmpty)
            await #expect(throws: Self.reset) {
                while true { try await stream.writeAll([UInt8](repeating: 0, count: 10_000)) }
            }
            stream.close()
        }
    }

    @Test func `writing after having finished is an error here too`() throws {
        let town = SimulatedTown(seed: 1)
        try town.serveEcho()
        try town.run { loop in
            let stream = try await town.connect(on: loop)
            stream.finishWriting()
            await #expect(throws: StreamError.system(SystemError(call: "send", code: EPIPE))) {
                try await stream.writeAll([1])
            }
            stream.close()
        }
    }
}
