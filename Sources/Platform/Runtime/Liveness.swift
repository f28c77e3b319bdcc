public import EventLoop

/// Whether the loops of a process turn. Each is asked to answer; one that does not within the limit
/// is stuck: in a computation without end, in a call that blocks.
///
/// Asked when somebody wants to know: a heartbeat would wake an idle process for nothing.
public struct Liveness: Sendable {
    public static let limitMilliseconds = 2_000

    private let loops: [EventLoop]
    private let limitMilliseconds: Int

    public init(of loops: [EventLoop], limitMilliseconds: Int = Liveness.limitMilliseconds) {
        self.loops = loops
        self.limitMilliseconds = limitMilliseconds
    }

    /// The names of the loops that do not turn. It comes after the limit at the latest, if the loop
    /// that asks turns itself.
    public func stuckLoops() async -> [String] {
        guard let here = EventLoop.current else { return [] }
        let others = loops.filter { $0 !== here }
        let answers = Answers(waitingFor: others.map(\.name))
        for loop in others {
            loop.execute {
                here.execute { answers.take(loop.name) }
            }
        }
        let deadline = here.now.advanced(byMilliseconds: limitMilliseconds)
        return await answers.all(by: deadline, on: here)
    }
}

/// The answers that have not come yet.
private final class Answers: @unchecked Sendable {
    // Sendable: touched only on the loop that asks.
    private var missing: [String]
    private var waiter: UnsafeContinuation<Void, Never>?

    init(waitingFor names: [String]) {
        missing = names
    }

    func take(_ name: String) {
        missing.removeAll { $0 == name }
        if missing.isEmpty { wake() }
    }

    func all(by deadline: Instant, on loop: EventLoop) async -> [String] {
        guard !missing.isEmpty else { return [] }
        let timer = loop.schedule(at: deadline) { self.wake() }
        await withUnsafeContinuation { waiter = $0 }
        loop.cancel(timer)
        return missing
    }

    private func wake() {
        waiter?.resume()
        waiter = nil
    }
}
