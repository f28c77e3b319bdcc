import EventLoop
import Testing

@Suite struct SleepTests {
    @Test func `sleepers wake in the order of their deadlines, and not before`() async throws {
        try await onLoops { loops in
            let loop = loops.first
            let start = loop.now
            let woken = await withTaskGroup(of: Int.self) { group in
                for milliseconds in [6, 2, 4, 0] {
                    group.addTask {
                        try? await loop.sleep(milliseconds: milliseconds)
                        let slept = loop.now.nanoseconds(since: start)
                        #expect(slept >= UInt64(milliseconds) * 1_000_000)
                        return milliseconds
                    }
                }
                return await group.reduce(into: []) { $0.append($1) }
            }
            #expect(woken == [0, 2, 4, 6])
        }
    }

    @Test func `a task that was cancelled before it sleeps does not sleep`() async throws {
        try await onLoops { loops in
            let loop = loops.first
            let sleeper = Task(executorPreference: loop) {
                try await loop.sleep(until: .distantFuture)
            }
            sleeper.cancel()
            await #expect(throws: CancellationError.self) { try await sleeper.value }
        }
    }

    @Test func `a sleep is ended by a cancel on its own loop`() async throws {
        try await onLoops { loops in
            let loop = loops.first
            let sleeper = Task(executorPreference: loop) {
                try await loop.sleep(until: .distantFuture)
            }
            try await loop.sleep(milliseconds: 1)
            sleeper.cancel()
            await #expect(throws: CancellationError.self) { try await sleeper.value }
        }
    }

    @Test func `sleeps are ended by cancels from another thread, whenever these come`()
        async throws
    {
        try await onLoops { loops in
            let loop = loops.first
            for round in 0..<300 {
                let sleeper = Task(executorPreference: loop) {
                    // Some end by themselves at about the moment of the cancel.
                    let deadline = loop.now.advanced(byNanoseconds: UInt64(round % 3) * 40_000)
                    try await loop.sleep(until: round % 3 == 0 ? .distantFuture : deadline)
                }
                if round % 2 == 0 { await Task.yield() }
                startThread { sleeper.cancel() }
                _ = await sleeper.result
                #expect(EventLoop.current === loop)
            }
        }
    }
}
