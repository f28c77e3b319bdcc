public import EventLoop

/// What a process draws from: the kernel live, its seed in a simulation.
///
/// Not `Sendable`: whoever draws has one of its own, from `Environment.makeRandomness`.
public enum Randomness: RandomNumberGenerator {
    case secure(SecureRandom)
    case seeded(SeededGenerator)

    public mutating func next() -> UInt64 {
        switch self {
        case .secure(var generator):
            return generator.next()
        case .seeded(var generator):
            defer { self = .seeded(generator) }
            return generator.next()
        }
    }
}
