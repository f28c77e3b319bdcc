import EventLoop
import Testing

@Suite struct EventLoopsTests {
    @Test func `main runs on the first loop, and its answer comes when all loops have stopped`()
        async throws
    {
        let ran = Lock<[String]>([])
        let loops = try EventLoops(count: 3)
        let status: Int32 = await withUnsafeContinuation { done in
            startThread {
                let status = loops.run { loops in
                    for loop in loops.all {
                        let name = await loop.run { EventLoop.current?.name ?? "none" }
                        ran.withLock { $0.append(name) }
                    }
                    return EventLoop.current === loops.first ? 7 : 0
                }
                done.resume(returning: status)
            }
        }
        #expect(status == 7)
        #expect(ran.withLock { $0 } == ["loop-0", "loop-1", "loop-2"])
    }

    @Test func `loops that have stopped let go of the sockets and of themselves`() async throws {
        final class Witness: @unchecked Sendable {
            // Sendable: written on the loop before the test reads it.
            weak var loop: EventLoop?
            weak var stream: ByteStream?
        }
        let witness = Witness()
        try await onLoops { loops in
            let (near, peer) = try SocketKind.unix.streamAndPeer(loops.first)
            (witness.loop, witness.stream) = (loops.first, near)
            _ = loops.first.schedule(at: .distantFuture) { _ = near.isClosed }
            peer.end()
        }
        #expect(witness.stream == nil)
        // The thread that turned the loop may hold it for a moment after it told of its end.
        for _ in 0..<1_000 where witness.loop != nil {
            try await Task.sleep(nanoseconds: 1_000_000)
        }
        #expect(witness.loop == nil)
    }
}
