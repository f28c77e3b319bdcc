import EventLoop
import Testing

/// The judge is judged: what he has to find, and what he has to let pass.
@Suite struct LinearizabilityTests {
    private let history = KeyValueHistory(Simulation(seed: 1))

    private func begin(_ call: KeyValueHistory.Call) -> Int {
        history.begin(call, on: "key", by: "somebody")
    }

    private func set(_ value: Int, if condition: Change.Condition = .none) -> KeyValueHistory.Call {
        .change(Change(id: "\(value)", condition: condition, value: value))
    }

    private func whole(_ call: KeyValueHistory.Call, _ answer: KeyValueHistory.Answer) {
        history.end(begin(call), answer)
    }

    private var isExplained: Bool { Linearizability.violation(in: history.operations) == nil }

    @Test func `one after the other is an order`() {
        whole(.read, .saw(nil))
        whole(set(1), .done)
        whole(set(2, if: .equals(1)), .done)
        whole(set(3, if: .equals(1)), .refused)
        whole(.read, .saw(2))
        #expect(isExplained)
    }

    @Test func `an acknowledged change that is gone is found`() {
        whole(set(1), .done)
        whole(set(2), .done)
        whole(.read, .saw(1))
        #expect(!isExplained)
    }

    @Test func `a value that was never written is found`() {
        whole(set(1), .done)
        whole(.read, .saw(7))
        #expect(!isExplained)
    }

    @Test func `two who compared with the same value cannot both have changed it`() {
        whole(set(1), .done)
        let one = begin(set(2, if: .equals(1)))
        let other = begin(set(3, if: .equals(1)))
        history.end(one, .done)
        history.end(other, .done)
        #expect(!isExplained)
    }

    @Test func `a refusal needs a reason, too`() {
        whole(set(1), .done)
        whole(set(2, if: .equals(1)), .refused)
        #expect(!isExplained)
    }

    @Test func `what overlaps may have happened in either order`() {
        let change = begin(set(1))
        whole(.read, .saw(1))
        whole(.read, .saw(1))
        history.end(change, .done)
        #expect(isExplained)
    }

    @Test func `but not in both`() {
        let change = begin(set(1))
        whole(.read, .saw(1))
        whole(.read, .saw(nil))
        history.end(change, .done)
        #expect(!isExplained)
    }

    @Test func `a change without an answer may happen late, or never, but once`() {
        _ = begin(set(1))
        _ = begin(set(2))
        whole(.read, .saw(nil))
        whole(.read, .saw(1))
        #expect(isExplained)
        whole(set(3), .done)
        whole(.read, .saw(1))
        #expect(!isExplained)
    }

    @Test func `keys are judged by themselves, and the one that fails is named`() {
        whole(set(1), .done)
        history.end(history.begin(.read, on: "other", by: "somebody"), .saw(1))
        let violation = Linearizability.violation(in: history.operations)
        #expect(violation?.contains("clients of other") == true)
    }
}
