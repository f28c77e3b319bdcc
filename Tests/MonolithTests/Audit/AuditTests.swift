import Kernel
import ProviderAPI
import PublicAPI
import PublicDoor
import Storage
import Testing

@testable import MonolithMain

@Suite struct `The monolith's audit` {
    @Test func `a day on which everything happened is clean, and all of it was looked at`() throws {
        try Town.run { town in
            _ = try await EventfulDay(in: town)
            let audit = try await town.audit()
            #expect(audit.violations.map(\.finding) == [])
            #expect(audit.inFlight.isEmpty)
            #expect(audit.count(of: "orders") == 6)
            #expect(audit.count(of: "wallets") == 2)
            #expect(audit.count(of: "campaigns") == 2)
            #expect(audit.count(of: "entries") >= 10)
            #expect(Set(audit.waiting.map(\.awaits)) == [.owner, .rider])
        }
    }

    @Test(arguments: Damage.all)
    func `damage is found, and by nobody else`(damage: Damage) throws {
        try Town.run { town in
            _ = try await EventfulDay(in: town)
            try #require(try await town.audit().violationCount == 0)
            let database = try #require(town.monolith).database
            let changed = try await database.write { transaction in
                try damage.statements.reduce(0) { try $0 + transaction.run($1) }
            }
            try #require(changed > 0, "nothing was damaged")
            let audit = try await town.audit()
            #expect(Set(audit.violations.map(\.invariant)) == [damage.invariant])
            let findings = audit.violations.map(\.finding)
            #expect(findings.contains { $0.contains(damage.finding) }, "\(findings)")
        }
    }

    @Test func `what changed a moment ago is in flight, and not judged`() throws {
        try Town.run { town in
            let shop = try await town.shop()
            let customer = try await town.customer()
            let order = try await town.lunch(at: shop, for: customer)
            let database = try #require(town.monolith).database
            try await database.write { transaction in
                try transaction.run("UPDATE payments SET state = 'refunded'")
            }
            let early = try await town.audit()
            #expect(early.violationCount == 0)
            #expect(early.inFlight.map(\.subject) == [order.id.description])
            try await town.pass(milliseconds: 2_000)
            let late = try await town.audit()
            #expect(late.violations.map(\.subject) == [order.id.description])
            #expect(late.inFlightCount == 0)
        }
    }

    @Test func `without the providers' books nothing is judged`() throws {
        try Town.run { town in
            _ = try await EventfulDay(in: town)
            try await town.behave { $0.isDown = true }
            await town.expectRefusal(.upstreamUnavailable) { _ = try await town.audit() }
            try await town.behave { _ in }
            try await town.expectCleanAudit()
        }
    }

    @Test func `the books are read on from where they were left`() throws {
        try Town.run { town in
            let shop = try await town.shop()
            let customer = try await town.customer(with: 0)
            for round in 1...3 {
                _ = try await town.lunch(at: shop, for: customer, paying: .card("card_ok"))
                try await town.expectCleanAudit()
                let database = try #require(town.monolith).database
                let kept = try await database.read { reader in
                    try reader.first("SELECT count(*), max(position) FROM provider_movements") {
                        try [$0[0], $0[1]] as [Int]
                    }
                }
                #expect(kept == [round, round])
            }
        }
    }

    @Test func `nobody but an operator sees an audit`() throws {
        try Town.run { town in
            let customer = try await town.person(.customer)
            await town.expectRefusal(.forbidden) {
                _ = try await customer.client.call(PublicAPI.audit)
            }
        }
    }
}

extension AuditView {
    fileprivate func count(of kind: String) -> Int {
        judged.first { $0.of == kind }?.count ?? 0
    }
}
