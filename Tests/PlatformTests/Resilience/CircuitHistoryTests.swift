import EventLoop
import Testing

@testable import Resilience

/// Whole histories of a target that fails and heals.
@Suite struct CircuitHistoryTests {
    enum Illness: CaseIterable {
        case refuses, hangs, isSlow
    }

    @Test(arguments: Illness.allCases, [5, 20, 100, 1_000])
    func `it opens within 2 s of total failure, and closes within 5 s of healing`(
        illness: Illness, callsASecond: Int
    ) {
        var history = History(callsASecond: callsASecond)
        history.go(until: 4, with: nil)
        #expect(history.circuit.state == .closed)
        history.go(until: 6, with: illness)
        #expect(history.openedAt != nil, "still closed after 2 s")
        history.go(until: 20, with: illness)
        #expect(history.circuit.state != .closed)
        history.go(until: 25, with: nil)
        #expect(history.circuit.state == .closed)
    }

    @Test(arguments: 0..<50 as Range<UInt64>)
    func `in any history it is closed, or lets no more than its probes through`(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        let limits = CircuitLimits()
        var circuit = Circuit(limits)
        var running: [(permit: Circuit.Permit, era: Int)] = []
        var now = Instant.seconds(5)
        for _ in 0..<1_000 {
            now = now.advanced(byMilliseconds: Int.random(in: 0...80, using: &random))
            let before = circuit.state
            if Int.random(in: 0..<3, using: &random) > 0 {
                do throws(CircuitOpen) {
                    running.append((try circuit.admit(at: now), circuit.era))
                    if case .open(let until) = before { #expect(until <= now, "seed \(seed)") }
                } catch {
                    #expect(error.retryAt > now, "seed \(seed)")
                    #expect(circuit.state != .closed, "seed \(seed)")
                }
            } else if let index = running.indices.randomElement(using: &random) {
                let outcomes: [CallOutcome] = [.success, .failure, .failure, .ignored]
                let outcome = outcomes.randomElement(using: &random) ?? .ignored
                circuit.finish(running.remove(at: index).permit, outcome, at: now)
            }
            guard case .halfOpen(let probes) = circuit.state else { continue }
            let asked = running.count { $0.era == circuit.era }
            #expect(probes.running == asked && asked <= limits.probes, "seed \(seed)")
        }
    }
}

/// Calls at an even rate to a target that is well, or ill in one of three ways.
private struct History {
    var circuit = Circuit(CircuitLimits())
    private(set) var openedAt: Double?
    private let step: Double
    private var now = 1.0
    private var waiting: [(end: Double, permit: Circuit.Permit, outcome: CallOutcome)] = []

    init(callsASecond: Int) {
        step = 1 / Double(callsASecond)
    }

    mutating func go(until end: Double, with illness: CircuitHistoryTests.Illness?) {
        while now < end {
            for call in waiting where call.end <= now {
                circuit.finish(call.permit, call.outcome, at: .seconds(call.end))
            }
            waiting.removeAll { $0.end <= now }
            if let permit = try? circuit.admit(at: .seconds(now)) {
                switch illness {
                case nil: waiting.append((now + 0.005, permit, .success))
                case .refuses: waiting.append((now + 0.001, permit, .failure))
                case .isSlow: waiting.append((now + 0.6, permit, .success))
                case .hangs: waiting.append((now + 3, permit, .failure))
                }
            }
            if case .open = circuit.state, openedAt == nil { openedAt = now }
            now += step
        }
    }
}
