import Kernel
import ProviderAPI
import ProviderDoor
import Testing

@Suite struct GivingBackTests {
    @Test func `a void closes the door to a charge that comes later`() throws {
        try World.run { world in
            let outcome = try await world.payments.void(payment(1))
            #expect(outcome == .voided)
            #expect(try await world.payments.charge(payment(1), content()) == .voided)
            #expect(try await world.payments.ask(payment(1)) == .voided)
            #expect(try await world.statement().isEmpty)
        }
    }

    @Test func `a charge that is voided goes back whole, once, and comes no more`() throws {
        try World.run { world in
            _ = try await world.payments.charge(payment(1), content())
            #expect(try await world.payments.void(payment(1)) == .voided)
            #expect(try await world.payments.void(payment(1)) == .voided)
            #expect(try await world.payments.charge(payment(1), content()) == .voided)
            let statement = try await world.statement()
            #expect(statement.map(\.kind) == [.capture, .void])
            #expect(statement.map(\.balance).reduce(.zero, +) == .zero)
        }
    }

    @Test func `a declined charge has nothing to void, and stays declined`() throws {
        try World.run { world in
            _ = try await world.payments.charge(payment(1), content("card_declined"))
            #expect(try await world.payments.void(payment(1)) == .voided)
            #expect(try await world.payments.ask(payment(1)) == .declined(.cardDeclined))
            #expect(try await world.statement().isEmpty)
        }
    }

    @Test func `parts of a charge go back, each once, and never more than was taken`() throws {
        try World.run { world in
            let payments = world.payments
            _ = try await payments.charge(payment(1), content(won: 10_000))
            for _ in 1...2 {
                let outcome = try await payments.refund(
                    refund(1), of: payment(1), Money(won: 6_000))
                #expect(outcome == .refunded)
            }
            let tooMuch = try await payments.refund(refund(2), of: payment(1), Money(won: 4_001))
            #expect(tooMuch == .refused(.moreThanCaptured))
            let rest = try await payments.refund(refund(2), of: payment(1), Money(won: 4_000))
            #expect(rest == .refunded)
            #expect(
                try await payments.ask(payment(1)) == .captured(refunded: Money(won: 10_000)))
            let statement = try await world.statement()
            #expect(
                statement.map(\.refund) == [
                    nil, ProviderKey(refund(1)), ProviderKey(refund(2)),
                ])
            #expect(statement.map(\.balance).reduce(.zero, +) == .zero)
        }
    }

    @Test func `a refund's key stands for one refund`() throws {
        try World.run { world in
            for number in 1...2 {
                _ = try await world.payments.charge(payment(number), content())
            }
            let amount = Money(won: 100)
            _ = try await world.payments.refund(refund(1), of: payment(1), amount)
            await #expect(throws: ProviderFault.refused(.keyReused)) {
                try await world.payments.refund(refund(1), of: payment(2), amount)
            }
            await #expect(throws: ProviderFault.refused(.keyReused)) {
                try await world.payments.refund(refund(1), of: payment(1), amount + amount)
            }
        }
    }

    @Test func `a charge of which a part went back is not voided any more`() throws {
        try World.run { world in
            _ = try await world.payments.charge(payment(1), content())
            _ = try await world.payments.refund(refund(1), of: payment(1), Money(won: 1))
            #expect(try await world.payments.void(payment(1)) == .partlyRefunded)
            #expect(try await world.statement().map(\.kind) == [.capture, .refund])
        }
    }

    @Test func `nothing goes back where nothing was taken`() throws {
        try World.run { world in
            _ = try await world.payments.charge(payment(1), content("card_declined"))
            _ = try await world.payments.charge(payment(2), content())
            _ = try await world.payments.void(payment(2))
            for number in 1...3 {
                let outcome = try await world.payments.refund(
                    refund(number), of: payment(number), Money(won: 1))
                #expect(outcome == .refused(.nothingCaptured), "payment \(number)")
            }
        }
    }
}
