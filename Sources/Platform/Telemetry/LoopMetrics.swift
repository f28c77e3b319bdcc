public import EventLoop
import Synchronization

/// How the loops of a process fare: how often they turn, and how late they come to what waits.
///
/// The lag is measured when a scrape comes, by asking each loop to answer in its next turn: a timer
/// that did so all the time would keep an idle process awake, and a simulation from ever ending.
public final class LoopMetrics: Sendable {
    /// A loop that has not answered by then is told to lag as much.
    private static let patienceMilliseconds = 1_000

    private let probes: PerLoop<LagProbe>

    public init(loops: [EventLoop], _ metrics: Metrics) {
        probes = PerLoop(loops) { _ in LagProbe() }
        for (loop, probe) in probes.all {
            let labels: MetricLabels = ["loop": loop.name]
            metrics.observeCounter("event_loop_turns_total", "Turns of the event loop.", labels) {
                Double(loop.turnCount)
            }
            metrics.observeGauge(
                "event_loop_lag_seconds", "How long work waited for the loop at this scrape.",
                labels
            ) { Double(probe.lagNanoseconds) / 1e9 }
        }
    }

    /// Asks all loops at once and returns, to the loop that asked, when they have answered or have
    /// been waited for enough.
    public func measureLag(from asking: EventLoop) async {
        let began = asking.thisMoment
        let round = LagRound(expecting: probes.all.count)
        for (loop, probe) in probes.all {
            probe.tell(UInt64(Self.patienceMilliseconds) * 1_000_000)
            loop.execute {
                // In the next turn: where the loop asks itself, this one would tell nothing.
                _ = loop.schedule(at: loop.now) {
                    probe.tell(loop.thisMoment.nanoseconds(since: began))
                    asking.execute { round.answered() }
                }
            }
        }
        let patience = asking.now.advanced(byMilliseconds: Self.patienceMilliseconds)
        let timer = asking.schedule(at: patience) { round.end() }
        await round.ended()
        asking.cancel(timer)
    }
}

/// What the last scrape found for one loop.
private final class LagProbe: Sendable {
    private let nanoseconds = Atomic<UInt64>(0)

    var lagNanoseconds: UInt64 { nanoseconds.load(ordering: .relaxed) }

    func tell(_ lag: UInt64) {
        nanoseconds.store(lag, ordering: .relaxed)
    }
}

/// The answers that one scrape waits for.
private final class LagRound: @unchecked Sendable {
    // Sendable: touched only on the loop that asked.
    private var missing: Int
    private var waiter: UnsafeContinuation<Void, Never>?

    init(expecting count: Int) {
        missing = count
    }

    func answered() {
        missing -= 1
        if missing == 0 { end() }
    }

    func end() {
        missing = 0
        waiter?.resume()
        waiter = nil
    }

    func ended() async {
        guard missing > 0 else { return }
        await withUnsafeContinuation { waiter = $0 }
    }
}
