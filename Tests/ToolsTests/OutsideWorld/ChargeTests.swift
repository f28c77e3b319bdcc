import EventLoop
import HTTP
import Kernel
import ProviderAPI
import ProviderDoor
import Testing

@Suite struct ChargeTests {
    @Test func `a charge is taken once, however often it is sent`() throws {
        try World.run { world in
            for _ in 1...3 {
                #expect(try await world.payments.charge(payment(1), content()) == .captured)
            }
            let statement = try await world.statement()
            #expect(statement.map(\.kind) == [.capture])
            #expect(statement.first?.charge == ProviderKey(payment(1)))
            #expect(statement.first?.reference == "order_7")
            #expect(statement.first?.amount == Money(won: 12_000))
        }
    }

    @Test(arguments: [
        ("card_declined", DeclineReason.cardDeclined),
        ("card_insufficient", .insufficientFunds),
        ("card_of_another_bank", .cardUnknown),
    ])
    func `a card that is declined says why, and moves no money`(
        card: String, reason: DeclineReason
    ) throws {
        try World.run { world in
            let outcome = try await world.payments.charge(payment(1), content(card))
            #expect(outcome == .declined(reason))
            #expect(try await world.payments.ask(payment(1)) == .declined(reason))
            #expect(try await world.statement().isEmpty)
        }
    }

    @Test func `a key stands for one charge, and is refused for another`() throws {
        try World.run { world in
            _ = try await world.payments.charge(payment(1), content(won: 5_000))
            for other in [content(won: 5_001), content("card_slow", won: 5_000)] {
                await #expect(throws: ProviderFault.refused(.keyReused)) {
                    try await world.payments.charge(payment(1), other)
                }
            }
            #expect(try await world.statement().count == 1)
        }
    }

    @Test func `the slow card takes two seconds, which is within the deadline`() throws {
        try World.run { world in
            let began = world.loop.now
            let outcome = try await world.payments.charge(payment(1), content("card_slow"))
            #expect(outcome == .captured)
            let nanoseconds = world.loop.now.nanoseconds(since: began)
            #expect((2_000_000_000...2_100_000_000).contains(nanoseconds))
        }
    }

    @Test func `the flaky card fails twice for each key, then works, also after a crash`() throws {
        try World.run { world in
            let charge = #"{"amount":700,"card":"card_flaky","reference":"order_7"}"#
            for key in ["one", "two"] {
                let first = try await world.send(.post, "/payments/charges", key: key, charge)
                world.crash()
                try await world.start()
                let second = try await world.send(.post, "/payments/charges", key: key, charge)
                let third = try await world.send(.post, "/payments/charges", key: key, charge)
                #expect([first.status, second.status, third.status] == [503, 503, 201])
            }
            #expect(try await world.statement().count == 2)
        }
    }

    @Test func `the silent card never answers; only asking tells whether it was charged`() throws {
        try World.run { world in
            var charged: Set<ProviderKey> = []
            for number in 1...12 {
                let began = world.loop.now
                let outcome = try await world.payments.charge(
                    payment(number), content("card_timeout"))
                #expect(outcome == .noAnswer(.tooLate))
                let nanoseconds = world.loop.now.nanoseconds(since: began)
                #expect((2_500_000_000...3_000_000_000).contains(nanoseconds))
                switch try await world.payments.ask(payment(number)) {
                case .captured: charged.insert(ProviderKey(payment(number)))
                case .neverSeen: break
                case let standing: Issue.record("\(standing)")
                }
            }
            #expect((1...11).contains(charged.count), "chance has two sides")
            #expect(Set(try await world.statement().map(\.charge)) == charged)
        }
    }

    @Test func `a charge that nobody sent is not known`() throws {
        try World.run { world in
            let standing = try await world.payments.ask(payment(1))
            #expect(standing == .neverSeen)
        }
    }
}
