import EventLoop
import Testing

@Suite struct InstantTests {
    @Test func `an instant far away saturates instead of overflowing`() {
        let late = Instant(nanoseconds: .max - 1)
        #expect(late.advanced(byNanoseconds: 5) == .distantFuture)
        #expect(late.advanced(byMilliseconds: .max) == .distantFuture)
    }

    @Test func `the time since a later instant is zero`() {
        #expect(Instant(nanoseconds: 1).nanoseconds(since: Instant(nanoseconds: 2)) == 0)
    }
}
