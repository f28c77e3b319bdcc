import Resilience
import Testing

@Suite struct WithoutTests {
    @Test func `what is named is switched off, and nothing else`() throws {
        let without = try Without("breaker, retry-budget", of: Safeguard.resilience)
        #expect(without.contains(.breaker))
        #expect(without.contains(.retryBudget))
        #expect(!without.contains(.retry))
    }

    @Test func `an empty list switches nothing off`() throws {
        let without = try Without("", of: Safeguard.resilience)
        for safeguard in Safeguard.resilience { #expect(!without.contains(safeguard)) }
    }

    @Test func `a name that is no safeguard's is refused with those that are`() {
        let error = #expect(throws: UnknownSafeguard.self) {
            try Without("breaker,braker", of: [.breaker])
        }
        #expect(
            error?.description
                == "there is nothing called \"braker\" to do without; there is breaker"
        )
    }

    @Test func `a room above can have safeguards of its own`() throws {
        let outbox = Safeguard("outbox")
        #expect(try Without("outbox", of: Safeguard.resilience + [outbox]).contains(outbox))
    }
}
