public import EventLoop

/// When a breaker opens and how it asks again.
public struct CircuitLimits: Sendable {
    /// How far back outcomes count.
    public var windowMilliseconds = 1_500
    /// Fewer say nothing.
    public var leastCalls = 5
    public var failurePercent = 50
    /// A call that takes longer has failed, whatever it brings.
    public var slowCallMilliseconds = 500
    public var openMilliseconds = 1_000
    /// How many calls must succeed, and may run at once, before it closes.
    public var probes = 3

    public init() {}
}

/// The call was not made, because calls to this target fail.
public struct CircuitOpen: Error, Equatable, Sendable, CustomStringConvertible {
    /// Before this no other call is let through either.
    public let retryAt: Instant

    public var description: String { "calls to this target fail, so none is made for a moment" }
}

/// Stops calling a target that fails, so that it can recover and callers need not wait for it, and
/// finds out by a few calls when it has.
public final class CircuitBreaker: @unchecked Sendable {
    // Sendable: touched only on `loop`.
    private let loop: EventLoop
    private let isOn: Bool
    private var circuit: Circuit
    /// How many calls it did not let through.
    public let rejected = Tally()
    /// How many times it opened.
    public let opened = Tally()
    /// 0 closed, 1 half-open, 2 open.
    public let level = Tally()

    public init(
        loop: EventLoop, limits: CircuitLimits = CircuitLimits(), without: Without = .nothing
    ) {
        self.loop = loop
        isOn = !without.contains(.breaker)
        circuit = Circuit(limits)
    }

    public var state: CircuitState { circuit.state }

    /// Makes the call if the circuit lets it, and learns from how it ends: an error is judged by
    /// `judge`, a result by `judgeResult`.
    public func run<Result>(
        judge: (any Error) -> CallOutcome = { _ in .failure },
        judgeResult: (Result) -> CallOutcome = { _ in .success },
        _ call: () async throws -> Result
    ) async throws -> Result {
        guard isOn else { return try await call() }
        let permit = try admit()
        do {
            let result = try await call()
            finish(permit, judgeResult(result))
            return result
        } catch {
            finish(permit, error is CancellationError ? .ignored : judge(error))
            throw error
        }
    }

    private func admit() throws(CircuitOpen) -> Circuit.Permit {
        loop.assertIsCurrent()
        defer { tell() }
        do throws(CircuitOpen) {
            return try circuit.admit(at: loop.now)
        } catch {
            rejected.increment()
            throw error
        }
    }

    private func finish(_ permit: Circuit.Permit, _ outcome: CallOutcome) {
        circuit.finish(permit, outcome, at: loop.now)
        tell()
    }

    private func tell() {
        let now =
            switch circuit.state {
            case .closed: 0
            case .halfOpen: 1
            case .open: 2
            }
        if now == 2, level.value != 2 { opened.increment() }
        level.set(now)
    }
}
