import EventLoop
import Testing

@Suite struct TaskScopeTests {
    @Test func `a scope is drained when its last task has ended, however many wait for that`()
        async throws
    {
        try await onLoops { loops in
            let loop = loops.first
            let scope = TaskScope(loop: loop)
            let ended = Lock(0)
            for milliseconds in 0..<5 {
                scope.spawn {
                    try? await loop.sleep(milliseconds: milliseconds)
                    // One more, started while others already wait.
                    scope.spawn { ended.withLock { $0 += 1 } }
                    ended.withLock { $0 += 1 }
                }
            }
            #expect(scope.count == 5)
            async let first: Void = scope.drained()
            async let second: Void = scope.drained()
            _ = await (first, second)
            #expect(scope.count == 0)
            #expect(ended.withLock { $0 } == 10)
            await scope.drained()
        }
    }

    @Test func `all are cancelled, the oldest first`() async throws {
        try await onLoops { loops in
            let scope = TaskScope(loop: loops.first)
            let order = Lock<[Int]>([])
            for number in 0..<50 {
                scope.spawn {
                    try? await loops.first.sleep(until: .distantFuture)
                    order.withLock { $0.append(number) }
                }
            }
            await Task.yield()
            scope.cancelAll()
            await scope.drained()
            #expect(order.withLock { $0 } == Array(0..<50))
        }
    }

    @Test func `a scope holds nothing of tasks that have ended`() async throws {
        final class Held: Sendable {}
        try await onLoops { loops in
            let scope = TaskScope(loop: loops.first)
            weak var witness: Held?
            do {
                let held = Held()
                witness = held
                scope.spawn { withExtendedLifetime(held) {} }
            }
            await scope.drained()
            try await loops.first.sleep(milliseconds: 1)
            #expect(witness == nil)
        }
    }
}
