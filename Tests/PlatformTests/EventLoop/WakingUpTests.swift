import EventLoop
import Testing

@Suite struct WakingUpTests {
    @Test func `two loops that wake each other 100,000 times never miss a call`() async throws {
        let calls = try await onLoops(2) { loops in
            let rally = Rally(between: loops.all[0], and: loops.all[1], times: 100_000)
            await rally.played()
            return rally.count.withLock { $0 }
        }
        #expect(calls == 100_000)
    }

    @Test func `what many threads leave on a sleeping loop is all done, each thread's in order`()
        async throws
    {
        let threads = 8
        let each = 5_000
        let received = try await onLoops { loops in
            let loop = loops.first
            let received = Lock<[[Int]]>(Array(repeating: [], count: threads))
            await withUnsafeContinuation { done in
                let left = Lock(threads * each)
                for thread in 0..<threads {
                    startThread {
                        for number in 0..<each {
                            loop.execute {
                                received.withLock { $0[thread].append(number) }
                                let rest = left.withLock { left in
                                    left -= 1
                                    return left
                                }
                                if rest == 0 { done.resume() }
                            }
                        }
                    }
                }
            }
            return received.withLock { $0 }
        }
        #expect(received == Array(repeating: Array(0..<each), count: threads))
    }

    @Test func `tasks that other threads make ready are all run`() async throws {
        let sum = try await onLoops { loops in
            await withTaskGroup(of: Int.self) { group in
                for number in 1...2_000 {
                    group.addTask {
                        await withUnsafeContinuation { continuation in
                            if number % 100 == 0 {
                                startThread { continuation.resume() }
                            } else {
                                continuation.resume()
                            }
                        }
                        return number
                    }
                }
                return await group.reduce(0, +)
            }
        }
        #expect(sum == 2_001_000)
    }

    @Test func `a loop told to stop before it runs returns at once`() throws {
        let loop = try EventLoop(name: "stopped")
        loop.stop()
        loop.run()
        #expect(!loop.isCurrent)
    }
}

/// A ball between two loops; each stroke wakes the other from its sleep.
private final class Rally: Sendable {
    let count = Lock(0)
    private let loops: [EventLoop]
    private let times: Int
    private let waiter = Lock<UnsafeContinuation<Void, Never>?>(nil)

    init(between left: EventLoop, and right: EventLoop, times: Int) {
        loops = [left, right]
        self.times = times
    }

    func played() async {
        await withUnsafeContinuation { continuation in
            waiter.withLock { $0 = continuation }
            stroke(0)
        }
    }

    private func stroke(_ side: Int) {
        loops[side].execute {
            let played = self.count.withLock { count in
                count += 1
                return count
            }
            if played < self.times {
                self.stroke(1 - side)
            } else {
                self.waiter.withLock { $0 }?.resume()
            }
        }
    }
}
