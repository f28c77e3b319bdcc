import EventLoop
import HTTP
import Kernel
import ProviderAPI
import ProviderDoor
import Resilience
import Testing

@Suite struct DoorTests {
    @Test func `the flaky card works at the third attempt of one call`() throws {
        try World.run { world in
            let outcome = try await world.payments.charge(payment(1), content("card_flaky"))
            #expect(outcome == .captured)
            #expect(try await world.statement().count == 1)
        }
    }

    @Test func `two flaky cards at once do not open the circuit`() throws {
        try World.run { world in
            let scope = TaskScope(loop: world.loop)
            let captured = Lock(0)
            for number in 1...2 {
                scope.spawn {
                    let outcome = try? await world.payments.charge(
                        payment(number), content("card_flaky"))
                    if outcome == .captured { captured.withLock { $0 += 1 } }
                }
            }
            await scope.drained()
            #expect(captured.withLock { $0 } == 2)
        }
    }

    @Test func `a failure that comes and goes costs no second charge`() throws {
        try World.run { world in
            try await world.behave { $0.chargeFailurePercent = 20 }
            var captured = 0
            for number in 1...60 {
                let outcome = try await world.payments.charge(payment(number), content())
                if outcome == .captured { captured += 1 }
                try await world.loop.sleep(milliseconds: 100)
            }
            #expect(captured > 50)
            let charges = try await world.statement().map(\.charge)
            #expect(Set(charges).count == charges.count)
            #expect(charges.count >= captured)
        }
    }

    @Test func `nobody waits longer than his own caller does`() throws {
        try World.run { world in
            let began = world.loop.now
            var caller = Request(.post, "/v1/orders")
            caller.deadline = began.advanced(byMilliseconds: 500)
            let outcome = try await world.payments.charge(
                payment(1), content("card_slow"), for: caller)
            // The provider is told the deadline, and may say just before it that its time is up.
            #expect(outcome == .noAnswer(.tooLate) || outcome == .noAnswer(.unwell))
            #expect(world.loop.now.nanoseconds(since: began) <= 500_000_000)
        }
    }

    @Test func `a provider that is not there is unreachable, and soon is not called any more`()
        throws
    {
        try World.run { world in
            world.crash()
            var seen: Set<NoAnswer> = []
            for number in 1...10 {
                let outcome = try await world.payments.charge(payment(number), content())
                if case .noAnswer(let reason) = outcome { seen.insert(reason) }
            }
            #expect(seen == [.unreachable, .heldBack])
            try await world.start()
            try await world.loop.sleep(milliseconds: 1_500)
            #expect(try await world.payments.charge(payment(1), content()) == .captured)
        }
    }

    @Test func `when payments fail, pushes go through`() throws {
        try World.run { world in
            try await world.behave { $0.chargeFailurePercent = 100 }
            var last = ChargeOutcome.captured
            for number in 1...10 {
                last = try await world.payments.charge(payment(number), content())
            }
            #expect(last == .noAnswer(.heldBack))
            let push = Push(
                id: ProviderKey(payment(1)), recipient: "m", kind: "k", subject: "s", text: "t")
            #expect(try await world.pushes.push(PushBatch([push])) == .delivered)
        }
    }

    @Test func `a provider that hangs holds up so many calls and no more, none past its deadline`()
        throws
    {
        try World.run { world in
            let began = world.loop.now
            let refused = Lock((atOnce: 0, inAll: 0))
            let scope = TaskScope(loop: world.loop)
            for number in 1...1_000 {
                scope.spawn {
                    let outcome = try? await world.payments.charge(
                        payment(number), content("card_timeout"))
                    guard case .noAnswer = outcome else { return }
                    let isAtOnce = world.loop.now.nanoseconds(since: began) < 1_000_000
                    refused.withLock {
                        $0.inAll += 1
                        $0.atOnce += isAtOnce ? 1 : 0
                    }
                }
            }
            await scope.drained()
            #expect(refused.withLock { $0.inAll } == 1_000)
            #expect(refused.withLock { $0.atOnce } == 1_000 - 64 - 256)
            #expect(world.loop.now.nanoseconds(since: began) <= 3_000_000_000)
        }
    }

    @Test func `without its deadline a call hangs as long as the provider does`() throws {
        try World.run(without: Without(.deadline)) { world in
            let began = world.loop.now
            let outcome = try await world.payments.charge(payment(1), content("card_timeout"))
            #expect(outcome == .noAnswer(.tooLate) || outcome == .noAnswer(.unreachable))
            #expect(world.loop.now.nanoseconds(since: began) >= 29_000_000_000)
        }
    }
}
