import Kernel
import PaymentsRules
import Testing

private let chargedAt = Moment(unixMilliseconds: 5_000)
private let limit = ReconcileLimit(waitMilliseconds: 1_000)
private let before = Moment(unixMilliseconds: 5_999)
private let deadline = Moment(unixMilliseconds: 6_000)

@Suite struct ChargeDecisionTests {
    @Test(
        arguments: [
            (.captured, .pay), (.declined, .cancelDeclined), (.voided, .cancelVoided),
            (.neverSeen, .askAgain), (.nothing, .askAgain),
        ] as [(ProviderAnswer, ChargeDecision)])
    func `before the deadline what nobody knows is asked again`(
        answer: ProviderAnswer, decision: ChargeDecision
    ) {
        #expect(answer.decision(at: before, chargedAt: chargedAt, within: limit) == decision)
    }

    @Test(
        arguments: [
            (.captured, .pay), (.declined, .cancelDeclined), (.voided, .cancelVoided),
            (.neverSeen, .void), (.nothing, .void),
        ] as [(ProviderAnswer, ChargeDecision)])
    func `from the deadline on it is voided, and never given up`(
        answer: ProviderAnswer, decision: ChargeDecision
    ) {
        #expect(answer.decision(at: deadline, chargedAt: chargedAt, within: limit) == decision)
    }
}

@Suite struct PaymentStateTests {
    @Test(arguments: [PaymentState.requested, .unknown])
    func `an open payment becomes what the provider says`(open: PaymentState) throws {
        let ends: [(ChargeDecision, PaymentState)] = [
            (.pay, .captured), (.cancelDeclined, .declined), (.cancelVoided, .voided),
        ]
        for (decision, end) in ends {
            var state = open
            #expect(try state.follow(decision) == true)
            #expect(state == end)
        }
    }

    @Test(arguments: [ChargeDecision.askAgain, .void])
    func `a charge without an answer is unknown, which is news once`(
        decision: ChargeDecision
    ) throws {
        var state = PaymentState.requested
        #expect(try state.follow(decision) == true)
        #expect(state == .unknown)
        #expect(try state.follow(decision) == false)
    }

    @Test(arguments: PaymentState.allCases, ChargeDecision.allCases)
    func `what is decided stays so, and the contrary is a fault`(
        decided: PaymentState, decision: ChargeDecision
    ) {
        guard !decided.isOpen else { return }
        var state = decided
        let tookMoney = decided == .captured || decided == .refunded
        let isContrary =
            tookMoney
            ? decision == .cancelDeclined || decision == .cancelVoided : decision == .pay
        do throws(PaymentFault) {
            #expect(try state.follow(decision) == false)
            #expect(!isContrary)
        } catch {
            #expect(error == .contradiction(decided, decision))
            #expect(isContrary)
        }
        #expect(state == decided)
    }

    @Test func `a captured payment is refunded once`() throws {
        var state = PaymentState.captured
        #expect(try state.refund() == true)
        #expect(try state.refund() == false)
        #expect(state == .refunded)
    }

    @Test(arguments: [PaymentState.requested, .declined, .unknown, .voided])
    func `where nothing was taken nothing is refunded`(state: PaymentState) {
        var refunded = state
        #expect(throws: PaymentFault.nothingToRefund(state)) { try refunded.refund() }
    }
}

@Suite struct WalletTests {
    @Test(arguments: [999, 10_000_001] as [Int64])
    func `a top-up out of range is refused`(won: Int64) throws {
        var wallet = Wallet()
        #expect(throws: PaymentRejection.topUpOutOfRange) { try wallet.topUp(Money(won: won)) }
        #expect(wallet.balance == .zero)
        try wallet.topUp(Money(won: 1_000))
        try wallet.topUp(Money(won: 10_000_000))
        #expect(wallet.balance == Money(won: 10_001_000))
    }

    @Test func `a wallet has a limit, but a refund always fits`() {
        var wallet = Wallet(balance: Wallet.most)
        #expect(throws: PaymentRejection.walletFull) { try wallet.topUp(Money(won: 1_000)) }
        wallet.refund(Money(won: 1_000))
        #expect(wallet.balance == Wallet.most + Money(won: 1_000))
    }

    @Test func `a wallet pays to the last won, and not one more`() {
        var wallet = Wallet(balance: Money(won: 5_000))
        #expect(wallet.charge(Money(won: 5_001)) == .cancelDeclined)
        #expect(wallet.balance == Money(won: 5_000))
        #expect(wallet.charge(Money(won: 5_000)) == .pay)
        #expect(wallet.balance == .zero)
    }
}

@Suite struct PaymentMethodTests {
    @Test(arguments: [PaymentMethod.wallet, .card("card_ok")])
    func `a method is read as it was written`(method: PaymentMethod) {
        #expect(PaymentMethod(kind: method.kind.rawValue, card: method.card) == method)
    }

    @Test(
        arguments: [
            ("wallet", "card_ok"), ("card", nil), ("card", ""), ("cash", nil),
            ("card", String(repeating: "c", count: 65)),
        ] as [(String, String?)])
    func `what is no method is refused`(kind: String, card: String?) {
        #expect(PaymentMethod(kind: kind, card: card) == nil)
    }

    @Test func `nobody outside is asked for a wallet's money, or for nothing`() {
        #expect(PaymentMethod.card("card_ok").needsProvider(for: Money(won: 1)))
        #expect(!PaymentMethod.card("card_ok").needsProvider(for: .zero))
        #expect(!PaymentMethod.wallet.needsProvider(for: Money(won: 1)))
    }
}
