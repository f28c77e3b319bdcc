/// Makes UUIDs of version 7 (RFC 9562): a time that sorts, then randomness that no one can guess.
///
/// Each is greater than the one before, within a millisecond and when the clock steps back. For that
/// the twelve bits after the version are a counter (RFC 9562, 6.2, method 1): a random start in its
/// lower half each millisecond, so that 2,048 always have room; one more than fit take the next
/// millisecond before it has come. The 62 bits behind it are drawn anew for each.
///
/// Not to be copied: the copy would make the same identifiers again.
public struct UUIDv7Generator<Randomness: RandomNumberGenerator>: ~Copyable {
    private let unixMilliseconds: () -> UInt64
    private var randomness: Randomness
    private var lastMilliseconds: UInt64 = 0
    private var counter = UUIDv7.counterLimit

    public init(unixMilliseconds: @escaping () -> UInt64, randomness: Randomness) {
        self.unixMilliseconds = unixMilliseconds
        self.randomness = randomness
    }

    public mutating func next() -> UInt128 {
        let now = unixMilliseconds()
        counter += 1
        if now > lastMilliseconds {
            start(now)
        } else if counter >= UUIDv7.counterLimit {
            start(lastMilliseconds + 1)
        }
        return UUIDv7.bits(
            milliseconds: lastMilliseconds, counter: counter, random: randomness.next())
    }

    private mutating func start(_ milliseconds: UInt64) {
        lastMilliseconds = milliseconds
        counter = randomness.next() % (UUIDv7.counterLimit / 2)
    }
}

/// Where the parts of a UUID of version 7 lie in its 128 bits.
enum UUIDv7 {
    static let counterLimit: UInt64 = 1 << 12

    static func bits(milliseconds: UInt64, counter: UInt64, random: UInt64) -> UInt128 {
        precondition(milliseconds < 1 << 48, "a time beyond the year 10889")
        let version: UInt64 = 7
        let variant: UInt64 = 0b10
        let high = milliseconds << 16 | version << 12 | counter
        let low = variant << 62 | random >> 2
        return UInt128(high) << 64 | UInt128(low)
    }
}
