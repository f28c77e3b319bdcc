import Glibc
import Testing

@testable import EventLoop

@Suite struct WorkersTests {
    @Test func `work is done on another thread, and its task goes on on its own loop`()
        async throws
    {
        try await onLoops { loops in
            let workers = Workers(threadCount: 1, waitingLimit: 0)
            let isOnTheLoop = try await workers.run { loops.first.isCurrent }
            #expect(!isOnTheLoop)
            #expect(loops.first.isCurrent)
        }
    }

    @Test func `the loop turns while the work is done`() async throws {
        try await onLoops { loops in
            let workers = Workers(threadCount: 1, waitingLimit: 0)
            let barrier = Barrier()
            // The work cannot end before the timer fires.
            let soon = loops.first.now.advanced(byMilliseconds: 1)
            _ = loops.first.schedule(at: soon) { barrier.open() }
            try await workers.run { barrier.pass() }
        }
    }

    @Test func `more work than the limit is refused at once, and accepted when there is room`()
        async throws
    {
        try await onLoops { _ in
            let workers = Workers(threadCount: 1, waitingLimit: 0)
            let barrier = Barrier()
            async let first: Void = workers.run { barrier.pass() }
            // On one loop the child task runs up to its suspension before this one goes on.
            await Task.yield()
            await #expect(throws: Workers.Overloaded.self) { try await workers.run {} }
            barrier.open()
            try await first
            try await workers.run {}
        }
    }

    @Test func `what was accepted is done in its order, also after the queue is closed`() async {
        let barrier = Barrier()
        let order = Lock<[Int]>([])
        await withUnsafeContinuation { (done: UnsafeContinuation<Void, Never>) in
            let queue = WorkQueue(limit: 10, priority: .asLoops)
            var accepted = [queue.add({ barrier.pass() }, then: {})]
            for number in 1...9 {
                accepted.append(
                    queue.add({ order.withLock { $0.append(number) } }) {
                        if number == 9 { done.resume() }
                    })
            }
            #expect(!accepted.contains(false))
            queue.startThread()
            queue.close()
            barrier.open()
        }
        #expect(order.withLock { $0 } == Array(1...9))
    }

    @Test func `a full queue and a closed one accept nothing`() {
        let queue = WorkQueue(limit: 1, priority: .asLoops)
        let accepted = (0..<2).map { _ in queue.add({}, then: {}) }
        #expect(accepted == [true, false])
        let closed = WorkQueue(limit: 1, priority: .asLoops)
        closed.close()
        let isAccepted = closed.add({}, then: {})
        #expect(!isAccepted)
    }

    @Test func `stopping returns when the work that waits is done, to all who ask`() async throws {
        try await onLoops { loops in
            let workers = Workers(threadCount: 2, waitingLimit: 8)
            let barrier = Barrier()
            let doneCount = Lock(0)
            let started = (0..<10).map { _ in
                workers.start {
                    barrier.pass()
                    barrier.open()
                    doneCount.withLock { $0 += 1 }
                }
            }
            #expect(!started.contains(false))
            _ = loops.first.schedule(at: loops.first.now) { barrier.open() }
            async let first: Void = workers.stop()
            await workers.stop()
            #expect(doneCount.withLock { $0 } == 10)
            #expect(loops.first.isCurrent)
            await first
            await workers.stop()
            #expect(!workers.start {})
        }
    }

    @Test func `in a simulation the caller works, and time stands still`() throws {
        let simulation = Simulation(seed: 1)
        let loop = simulation.makeLoop(name: "members")
        let workers = Workers(inline: ())
        let before = simulation.now
        let isHere = try simulation.run(on: loop) {
            (try? await workers.run { loop.isCurrent }) ?? false
        }
        #expect(isHere)
        #expect(simulation.now == before)
    }
}

/// Closed until it is opened once.
private final class Barrier: @unchecked Sendable {
    // Sendable: a semaphore is made for many threads.
    private let semaphore = UnsafeMutablePointer<sem_t>.allocate(capacity: 1)

    init() { sem_init(semaphore, 0, 0) }

    deinit {
        sem_destroy(semaphore)
        semaphore.deallocate()
    }

    func open() { sem_post(semaphore) }
    func pass() { while sem_wait(semaphore) != 0 {} }
}
