import EventLoop
import Glibc
import Testing

@testable import Identity

@Suite struct WorkersTests {
    @Test func `work is done on another thread, and its task goes on on its own loop`() throws {
        let workers = Workers(threadCount: 1, waitingLimit: 0)
        let loops = try EventLoops(count: 1)
        let status = loops.run { loops in
            let isElsewhere = (try? await workers.run { !loops.first.isCurrent }) ?? false
            return isElsewhere && loops.first.isCurrent ? 0 : 1
        }
        #expect(status == 0)
    }

    @Test func `the loop turns while the work is done`() throws {
        let workers = Workers(threadCount: 1, waitingLimit: 0)
        let gate = Barrier()
        let loops = try EventLoops(count: 1)
        let status = loops.run { loops in
            // The work cannot end before the loop has fired the timer.
            _ = loops.first.schedule(at: loops.first.now.advanced(byMilliseconds: 1)) {
                gate.open()
            }
            return (try? await workers.run { gate.pass() }) == nil ? 1 : 0
        }
        #expect(status == 0)
    }

    @Test func `more work than the limit is refused at once, and accepted when there is room`()
        async throws
    {
        let workers = Workers(threadCount: 1, waitingLimit: 0)
        let gate = Barrier()
        let (started, startedSignal) = AsyncStream.makeStream(of: Void.self)
        async let first: Void = workers.run {
            startedSignal.yield()
            gate.pass()
        }
        for await _ in started { break }
        await #expect(throws: Workers.Overloaded.self) { try await workers.run {} }
        gate.open()
        try await first
        try await workers.run {}
    }

    @Test func `what was accepted is done in its order, also after the queue is closed`() async {
        let gate = Barrier()
        let order = Lock<[Int]>([])
        await withUnsafeContinuation { (done: UnsafeContinuation<Void, Never>) in
            let queue = WorkQueue(limit: 10)
            var accepted = [queue.add({ gate.pass() }, then: {})]
            for number in 1...9 {
                accepted.append(
                    queue.add({ order.withLock { $0.append(number) } }) {
                        if number == 9 { done.resume() }
                    })
            }
            #expect(!accepted.contains(false))
            queue.startThread()
            queue.close(threadCount: 1)
            gate.open()
        }
        #expect(order.withLock { $0 } == Array(1...9))
    }

    @Test func `a full queue and a closed one accept nothing`() {
        let queue = WorkQueue(limit: 1)
        let accepted = (0..<2).map { _ in queue.add({}, then: {}) }
        #expect(accepted == [true, false])
        let closed = WorkQueue(limit: 1)
        closed.close(threadCount: 0)
        let isAccepted = closed.add({}, then: {})
        #expect(!isAccepted)
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
