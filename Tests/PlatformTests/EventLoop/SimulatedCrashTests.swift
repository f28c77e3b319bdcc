import EventLoop
import Glibc
import Testing

/// kill -9 in a simulation: the process does nothing more, its kernel closes what it had open.
@Suite struct SimulatedCrashTests {
    private static let reset = StreamError.system(SystemError(call: "recv", code: ECONNRESET))

    @Test func `a crashed process does nothing more`() throws {
        let town = SimulatedTown(seed: 1)
        town.server.execute {
            TaskScope(loop: town.server).spawn {
                while true {
                    town.note("tick")
                    try? await town.server.sleep(milliseconds: 10)
                }
            }
        }
        try town.run { loop in
            try await loop.sleep(milliseconds: 35)
            town.simulation.crash(town.server)
            town.server.execute { town.note("executed") }
            try await loop.sleep(milliseconds: 1_000)
        }
        #expect(town.trace.count == 4)
    }

    @Test func `a process that crashes itself goes no further than its next wait`() throws {
        let town = SimulatedTown(seed: 1)
        town.server.execute {
            TaskScope(loop: town.server).spawn {
                town.server.atEndOfTurn { town.note("end of turn") }
                town.simulation.crash(town.server)
                defer { town.note("defer") }
                await Task.yield()
                town.note("after the crash")
            }
        }
        try town.run { loop in try await loop.sleep(milliseconds: 10) }
        #expect(town.trace.isEmpty)
    }

    @Test func `its peers see the end, and a reset when they write on`() throws {
        let town = SimulatedTown(seed: 3)
        try town.serveEcho()
        try town.run { loop in
            let stream = try await town.connect(on: loop)
            try await stream.writeAll([7])
            #expect(try await stream.nextText() == "\u{7}")
            town.simulation.crash(town.server)
            #expect(try await stream.readToEnd().isEmpty)
            await #expect(throws: Self.reset) {
                while true { try await stream.writeAll([UInt8](repeating: 0, count: 10_000)) }
            }
            stream.close()
        }
    }

    @Test func `with a request unread its peers see a reset`() throws {
        let town = SimulatedTown(seed: 3)
        try town.serve { stream in try await stream.loop.sleep(milliseconds: 10_000) }
        try town.run { loop in
            let stream = try await town.connect(on: loop)
            try await stream.writeAll([7])
            try await loop.sleep(milliseconds: 1)
            town.simulation.crash(town.server)
            #expect(await stream.endSeenByReader() == Self.reset)
            stream.close()
        }
    }

    @Test(arguments: UInt64(1)...30)
    func `whenever it crashes, who is connecting gets an answer and the next process may listen`(
        seed: UInt64
    ) throws {
        let town = SimulatedTown(seed: seed)
        try town.serveEcho()
        try town.run { loop in
            _ = loop.schedule(at: loop.now.advanced(byNanoseconds: seed * 4_000)) {
                town.simulation.crash(town.server)
            }
            let outcome: StreamError?
            do throws(StreamError) {
                let stream = try await town.connect(on: loop)
                _ = try? await stream.readToEnd()
                stream.close()
                outcome = nil
            } catch {
                outcome = error
            }
            #expect(outcome != .timedOut)
            let next = town.simulation.makeLoop(name: "server again")
            _ = try Transport.memory(town.network, host: "server").listen(
                on: SimulatedTown.port, loop: next, dealingTo: [next], mostConnections: 1
            ) { $0.close() }
            let stream = try await town.connect(on: loop)
            #expect(try await stream.readToEnd().isEmpty)
            stream.close()
        }
    }
}
