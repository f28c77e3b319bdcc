import EventLoop
import Testing

@testable import Resilience

@Suite struct CircuitTests {
    @Test func `a few failures among many calls leave it closed`() throws {
        var circuit = Circuit(CircuitLimits())
        for index in 0..<1_000 {
            let now = Instant.seconds(5 + Double(index) / 100)
            let permit = try circuit.admit(at: now)
            circuit.finish(permit, index % 3 == 0 ? .failure : .success, at: now)
        }
        #expect(circuit.state == .closed)
    }

    @Test func `too few calls say nothing, though all fail`() throws {
        var circuit = Circuit(CircuitLimits())
        try fail(&circuit, times: 4, at: .seconds(5))
        #expect(circuit.state == .closed)
        try fail(&circuit, times: 1, at: .seconds(5))
        #expect(circuit.state == .open(until: .seconds(6)))
    }

    @Test func `a rejected call hears when to try again`() throws {
        var circuit = try opened(at: .seconds(5))
        #expect(throws: CircuitOpen(retryAt: .seconds(6))) { try circuit.admit(at: .seconds(5.9)) }
    }

    @Test func `as many probes as it takes to close, and no more at once`() throws {
        var circuit = try opened(at: .seconds(5))
        let probes = try (0..<3).map { _ in try circuit.admit(at: .seconds(6)) }
        #expect(throws: CircuitOpen.self) { try circuit.admit(at: .seconds(6)) }
        for probe in probes.dropLast() { circuit.finish(probe, .success, at: .seconds(6.1)) }
        #expect(circuit.state != .closed)
        circuit.finish(probes[2], .success, at: .seconds(6.1))
        #expect(circuit.state == .closed)
    }

    @Test func `one probe that fails opens it again`() throws {
        var circuit = try opened(at: .seconds(5))
        let probe = try circuit.admit(at: .seconds(6))
        circuit.finish(probe, .failure, at: .seconds(6.1))
        #expect(circuit.state == .open(until: .seconds(7.1)))
    }

    @Test func `a probe that never comes back opens it again`() throws {
        var circuit = try opened(at: .seconds(5))
        for _ in 0..<3 { _ = try circuit.admit(at: .seconds(6)) }
        #expect(throws: CircuitOpen(retryAt: .seconds(7.5))) {
            try circuit.admit(at: .seconds(6.5))
        }
        #expect(circuit.state == .open(until: .seconds(7.5)))
    }

    @Test func `a probe whose caller went away makes room for another`() throws {
        var circuit = try opened(at: .seconds(5))
        for _ in 0..<20 {
            let probe = try circuit.admit(at: .seconds(6))
            circuit.finish(probe, .ignored, at: .seconds(6))
        }
        #expect(circuit.state != .closed)
    }

    @Test func `a slow success is a failure`() throws {
        var circuit = Circuit(CircuitLimits())
        let permits = try (0..<5).map { _ in try circuit.admit(at: .seconds(5)) }
        for permit in permits { circuit.finish(permit, .success, at: .seconds(5.5)) }
        #expect(circuit.state == .open(until: .seconds(6.5)))
    }

    @Test func `calls that hang open it while none of them has ended`() throws {
        var circuit = Circuit(CircuitLimits())
        for _ in 0..<5 { _ = try circuit.admit(at: .seconds(5)) }
        #expect(throws: CircuitOpen.self) { try circuit.admit(at: .seconds(5.6)) }
    }

    @Test func `what was begun before it opened cannot close or open it afterwards`() throws {
        var circuit = Circuit(CircuitLimits())
        let early = try (0..<5).map { _ in try circuit.admit(at: .seconds(5)) }
        try fail(&circuit, times: 10, at: .seconds(5))
        let state = circuit.state
        for permit in early { circuit.finish(permit, .success, at: .seconds(5.1)) }
        #expect(circuit.state == state)
    }

    @Test func `calls that still hang when the target has healed do not open it again`() throws {
        var circuit = Circuit(CircuitLimits())
        let hanging = try (0..<50).map { _ in try circuit.admit(at: .seconds(5)) }
        #expect(throws: CircuitOpen.self) { try circuit.admit(at: .seconds(6)) }
        let probes = try (0..<3).map { _ in try circuit.admit(at: .seconds(7)) }
        for probe in probes { circuit.finish(probe, .success, at: .seconds(7)) }
        _ = try circuit.admit(at: .seconds(7))
        for permit in hanging { circuit.finish(permit, .failure, at: .seconds(8)) }
        #expect(circuit.state == .closed)
    }

    // MARK: Steps

    private func fail(_ circuit: inout Circuit, times: Int, at now: Instant) throws {
        let permits = try (0..<times).map { _ in try circuit.admit(at: now) }
        for permit in permits { circuit.finish(permit, .failure, at: now) }
    }

    private func opened(at now: Instant) throws -> Circuit {
        var circuit = Circuit(CircuitLimits())
        try fail(&circuit, times: 5, at: now)
        return circuit
    }
}
