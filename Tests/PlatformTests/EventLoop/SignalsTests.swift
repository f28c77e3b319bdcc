import EventLoop
import Glibc
import Testing

@Suite struct SignalsTests {
    @Test func `a signal is a call on the loop`() async throws {
        let (received, place) = try await onLoops { loops in
            let loop = loops.first
            let signals = try Signals([SIGUSR1, SIGUSR2])
            let received = Lock<[Int32]>([])
            let place = Lock(true)
            try signals.deliver(to: loop) { signal in
                received.withLock { $0.append(signal) }
                place.withLock { $0 = $0 && EventLoop.current === loop }
            }
            // To this thread alone: others of the test process do not block it.
            pthread_kill(pthread_self(), SIGUSR1)
            try await loop.sleep(milliseconds: 2)
            pthread_kill(pthread_self(), SIGUSR2)
            pthread_kill(pthread_self(), SIGUSR1)
            try await loop.sleep(milliseconds: 2)
            return (received.withLock { $0 }, place.withLock { $0 })
        }
        #expect(received == [SIGUSR1, SIGUSR1, SIGUSR2])
        #expect(place)
    }
}
