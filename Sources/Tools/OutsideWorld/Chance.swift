import EventLoop
import Runtime

/// What is left to chance; in a simulation, to its seed.
struct Chance: Sendable {
    private let randomness: Lock<Randomness>

    init(_ environment: Environment) {
        randomness = Lock(environment.makeRandomness())
    }

    func comes(inPercent percent: Int) -> Bool {
        randomness.withLock { Int.random(in: 0..<100, using: &$0) } < percent
    }

    func upTo(milliseconds: Int) -> Int {
        randomness.withLock { Int.random(in: 0...milliseconds, using: &$0) }
    }
}
