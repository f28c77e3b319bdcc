import EventLoop
import Testing

@Suite struct SecureRandomTests {
    @Test func `copies of secure randomness never say the same`() {
        var first = SecureRandom()
        _ = first.next()
        var second = first
        let words = (0..<100).map { $0.isMultiple(of: 2) ? first.next() : second.next() }
        #expect(Set(words).count == words.count)
    }
}
