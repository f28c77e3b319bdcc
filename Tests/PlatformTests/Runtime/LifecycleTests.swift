import EventLoop
import Runtime
import Testing

@Suite struct LifecycleTests {
    /// Runs `body` as a process of its own, with its life.
    private func live<Result: Sendable>(
        _ body: @escaping @Sendable (Lifecycle, EventLoop) async -> Result
    ) throws -> Result {
        let simulation = Simulation(seed: 1)
        defer { simulation.end() }
        let loop = simulation.makeLoop(name: "process")
        return try simulation.run(on: loop) { await body(Lifecycle(on: loop), loop) }
    }

    @Test func `what was started last ends first`() throws {
        let ended = try live { life, loop in
            let ended = Record<String>()
            for name in ["database", "relay", "server"] {
                life.whenStopping("a part") { _ in
                    _ = try? await loop.sleep(milliseconds: 10)
                    ended.add(name)
                }
            }
            let broken = await life.drain(by: loop.now.advanced(byMilliseconds: 100))
            #expect(broken == nil)
            #expect(life.phase == .stopped)
            return ended.all
        }
        #expect(ended == ["server", "relay", "database"])
    }

    @Test func `a part that is late is named, and no other is begun`() throws {
        let (broken, took, ended) = try live { life, loop in
            let ended = Record<String>()
            life.whenStopping("closing the database") { _ in ended.add("database") }
            life.whenStopping("answering") { _ in
                _ = try? await loop.sleep(milliseconds: 60_000)
            }
            let began = loop.now
            let broken = await life.drain(by: began.advanced(byMilliseconds: 500))
            return (broken, loop.now.nanoseconds(since: began), ended.all)
        }
        #expect(broken == "answering")
        #expect(took == 500_000_000)
        #expect(ended.isEmpty)
    }

    @Test func `each part is told until when it has`() throws {
        let told = try live { life, loop in
            let told = Record<Instant>()
            life.whenStopping("a part") { told.add($0) }
            let deadline = loop.now.advanced(byMilliseconds: 7)
            _ = await life.drain(by: deadline)
            return told.all == [deadline]
        }
        #expect(told)
    }

    @Test func `a process is ready when it has started, until it stops, if no part objects`() throws
    {
        try live { life, loop in
            #expect(life.unreadiness().map(\.reason) == ["starting"])
            let isBehind = Lock(true)
            life.ready("database", unless: { isBehind.withLock { $0 ? "not caught up" : nil } })
            life.started()
            #expect(
                life.unreadiness().map { [$0.part, $0.reason] } == [["database", "not caught up"]])
            isBehind.withLock { $0 = false }
            #expect(life.unreadiness().isEmpty)
            life.whenStopping("a part") { _ in
                #expect(life.unreadiness().map(\.reason) == ["draining"])
            }
            _ = await life.drain(by: loop.now.advanced(byMilliseconds: 10))
            #expect(life.unreadiness().map(\.reason) == ["stopped"])
        }
    }

    @Test func `a stop that was asked for before anyone waits is not missed`() throws {
        try live { life, loop in
            life.stop()
            await life.untilStopIsWanted()
        }
        let waited = try live { life, loop in
            _ = loop.schedule(at: loop.now.advanced(byMilliseconds: 5)) { life.stop() }
            let began = loop.now
            await life.untilStopIsWanted()
            return loop.now.nanoseconds(since: began)
        }
        #expect(waited == 5_000_000)
    }

    @Test func `a process that could not start ends what it had begun`() throws {
        try live { life, loop in
            let ended = Record<String>()
            life.whenStopping("a part") { _ in ended.add("it") }
            _ = await life.drain(by: loop.now.advanced(byMilliseconds: 10))
            #expect(ended.count == 1)
        }
    }
}
