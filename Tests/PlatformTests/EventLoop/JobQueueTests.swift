import Testing

@testable import EventLoop

@Suite struct JobQueueTests {
    /// Keeps the jobs it is given instead of running them.
    private final class Shelf: TaskExecutor {
        let jobs = Lock<[UnownedJob]>([])

        func enqueue(_ job: consuming ExecutorJob) {
            let job = UnownedJob(job)
            jobs.withLock { $0.append(job) }
        }
    }

    @Test(arguments: UInt64(1)...10)
    func `jobs leave in the order they came, however the ring turns and grows`(seed: UInt64) {
        let shelf = Shelf()
        let ran = Lock<[Int]>([])
        let count = 1_000
        for number in 0..<count {
            Task(executorPreference: shelf) { ran.withLock { $0.append(number) } }
        }
        var waiting = shelf.jobs.withLock { $0 }[...]
        var random = SeededGenerator(seed: seed)
        var queue = JobQueue()
        var expected = 0
        while let next = waiting.first {
            if Bool.random(using: &random) {
                waiting = waiting.dropFirst()
                queue.append(next)
                expected += 1
            } else if let job = queue.popFirst() {
                job.runSynchronously(on: shelf.asUnownedTaskExecutor())
                expected -= 1
            }
            #expect(queue.count == expected)
        }
        while let job = queue.popFirst() {
            job.runSynchronously(on: shelf.asUnownedTaskExecutor())
        }
        #expect(queue.isEmpty)
        #expect(ran.withLock { $0 } == Array(0..<count))
    }
}
