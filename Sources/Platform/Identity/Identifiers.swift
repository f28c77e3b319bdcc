import EventLoop
public import Runtime

/// Makes the identifiers of a process, on whichever of its loops they are asked for. Those of one
/// loop rise; those of two loops may be made in one order and sort in the other within a millisecond.
public struct Identifiers: Sendable {
    private let generators: PerLoop<Generator>

    public init(_ environment: Environment) {
        generators = PerLoop(environment.loops) { loop in
            Generator(
                UUIDv7Generator(
                    unixMilliseconds: { UInt64(max(0, loop.unixMilliseconds)) },
                    randomness: environment.makeRandomness()))
        }
    }

    public func next() -> UInt128 { generators.here.next() }

    private final class Generator: @unchecked Sendable {
        // Sendable: used only on the loop that it was made for.
        private var generator: UUIDv7Generator<Randomness>

        init(_ generator: consuming UUIDv7Generator<Randomness>) {
            self.generator = generator
        }

        func next() -> UInt128 { generator.next() }
    }
}
