import PublicAPI
import PublicDoor
import Testing

extension Drill {
    /// When all is at rest no invariant is broken. What waits for a person waits lawfully.
    func expectCleanAudit() async throws {
        let judge = try await operatorOfTheTown()
        var audit = try await judge.client.call(PublicAPI.audit).answer
        try await wait {
            audit = try await judge.client.call(PublicAPI.audit).answer
            return audit.inFlightCount == 0
        }
        #expect(audit.violationCount == 0, "\(audit.violations)")
        #expect(audit.judged.contains { $0.of == "orders" }, "a judge who saw nothing")
    }
}
