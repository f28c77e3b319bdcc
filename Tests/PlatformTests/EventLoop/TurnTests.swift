import EventLoop
import Testing

/// The order of things in a turn, and that nothing keeps a turn from ending.
@Suite struct TurnTests {
    @Test func `what waits for the end of the turn runs once, after all that was ready`()
        async throws
    {
        let order = try await onLoops { loops in
            let loop = loops.first
            let order = Lock<[String]>([])
            await withTaskGroup(of: Void.self) { group in
                for number in 1...3 {
                    group.addTask {
                        order.withLock { $0.append("task \(number)") }
                        if number == 1 {
                            loop.atEndOfTurn { order.withLock { $0.append("commit") } }
                        }
                    }
                }
            }
            await Task.yield()
            try await loop.sleep(milliseconds: 1)
            return order.withLock { $0 }
        }
        #expect(order == ["task 1", "task 2", "task 3", "commit"])
    }

    @Test func `an action at the end of a turn that asks for another gets it in the next turn`()
        async throws
    {
        let turns = try await onLoops { loops in
            let loop = loops.first
            return await withUnsafeContinuation { (done: UnsafeContinuation<Int, Never>) in
                func again(_ turns: Int) {
                    if turns == 5 { return done.resume(returning: turns) }
                    loop.atEndOfTurn { again(turns + 1) }
                }
                again(0)
            }
        }
        #expect(turns == 5)
    }

    @Test func `a task that yields for ever starves no timer, no socket and no other thread`()
        async throws
    {
        try await onLoops { loops in
            let loop = loops.first
            let scope = TaskScope(loop: loop)
            scope.spawn { while !Task.isCancelled { await Task.yield() } }
            try await loop.sleep(milliseconds: 5)
            let (stream, peer) = try SocketKind.tcp.streamAndPeer(loop)
            peer.write("hello")
            #expect(try await stream.nextText() == "hello")
            await withUnsafeContinuation { done in
                startThread { loop.execute { done.resume() } }
            }
            scope.cancelAll()
            await scope.drained()
            peer.end()
            stream.close()
        }
    }

    @Test func `a burst of a thousand jobs lets a due timer through before its end`() async throws {
        let place = try await onLoops { loops in
            let loop = loops.first
            let order = Lock<[Int]>([])
            _ = loop.schedule(at: loop.now) { order.withLock { $0.append(-1) } }
            await withTaskGroup(of: Void.self) { group in
                for number in 0..<1_000 {
                    group.addTask { order.withLock { $0.append(number) } }
                }
            }
            return order.withLock { $0.firstIndex(of: -1) }
        }
        // 256 jobs a turn, the one that made the burst among them.
        #expect(try #require(place) <= 256)
    }

    @Test func `a timer that sets itself again for now starves nobody`() async throws {
        let fired = try await onLoops { loops in
            let loop = loops.first
            let ticker = Ticker(loop)
            ticker.tick()
            await loop.run { await Task.yield() }
            startThread { loop.execute { ticker.isOver = true } }
            while !ticker.isOver { await Task.yield() }
            return ticker.count
        }
        #expect(fired > 0)
    }

    @Test func `a connection that wakes a sleeping loop finds the time of its arrival there`()
        async throws
    {
        let waited = try await onLoops(2) { loops in
            let (loop, other) = (loops.first, loops.all[1])
            let before = loop.now
            let arrival: Instant = try await withUnsafeThrowingContinuation { done in
                do {
                    let listener = try Listener(
                        on: .tcp(host: "127.0.0.1", port: 0), loop: loop, dealingTo: [loop],
                        mostConnections: 10
                    ) { stream in
                        done.resume(returning: loop.now)
                        stream.close()
                    }
                    let address = listener.address
                    other.execute {
                        TaskScope(loop: other).spawn {
                            try? await other.sleep(milliseconds: 50)
                            let soon = other.now.advanced(byMilliseconds: 1_000)
                            _ = try? await Transport.sockets.connect(
                                to: address, on: other, by: soon)
                        }
                    }
                } catch {
                    done.resume(throwing: error)
                }
            }
            return arrival.nanoseconds(since: before)
        }
        #expect(waited >= 50_000_000)
    }

    private final class Ticker: @unchecked Sendable {
        // Sendable: touched only on its loop.
        private let loop: EventLoop
        var count = 0
        var isOver = false

        init(_ loop: EventLoop) { self.loop = loop }

        func tick() {
            guard !isOver else { return }
            count += 1
            _ = loop.schedule(at: loop.now) { self.tick() }
        }
    }
}
