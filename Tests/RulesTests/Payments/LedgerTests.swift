import Kernel
import PaymentsRules
import Testing

private typealias Leg = LedgerEntry.Leg

private let member = MemberID(bits: 1)
private let order = OrderID(bits: 2)
private let store = StoreID(bits: 3)
private let rider = MemberID(bits: 4)
private let accounts: [Account] = [
    .bank, .cardProvider, .wallet(member), .order(order), .store(store), .rider(rider),
    .commission, .adIncome, .couponExpense,
]

extension LedgerEntry {
    fileprivate subscript(_ account: Account) -> Int64? {
        legs.first { $0.account == account }?.amount.won
    }
}

@Suite struct LedgerTests {
    @Test func `an entry that does not balance is none`() {
        #expect(throws: LedgerFault.unbalanced(by: Money(won: 1))) {
            try LedgerEntry(
                kind: .topUp, orderID: nil,
                legs: [
                    Leg(account: .bank, amount: Money(won: 1_001)),
                    Leg(account: .wallet(member), amount: Money(won: -1_000)),
                ])
        }
    }

    @Test func `an entry with a leg of nothing, or with an account twice, is none`() {
        let one = Leg(account: .bank, amount: Money(won: 1))
        let back = Leg(account: .bank, amount: Money(won: -1))
        #expect(throws: LedgerFault.accountTwice) {
            try LedgerEntry(kind: .topUp, orderID: nil, legs: [one, back])
        }
        #expect(throws: LedgerFault.emptyLeg) {
            try LedgerEntry(
                kind: .topUp, orderID: nil, legs: [Leg(account: .bank, amount: .zero)])
        }
    }

    @Test func `a top-up comes in at the bank and is owed to the member`() {
        let entry = LedgerEntry.topUp(of: member, amount: Money(won: 1_000))
        #expect(entry[.bank] == 1_000)
        #expect(entry[.wallet(member)] == -1_000)
    }

    @Test(
        arguments: [(.wallet, .wallet(member)), (.card("card_ok"), .cardProvider)]
            as [(PaymentMethod, Account)])
    func `a refund undoes its capture, to the account and to the won`(
        method: PaymentMethod, payer: Account
    ) {
        let amount = Money(won: 21_000)
        let capture = LedgerEntry.capture(for: order, from: member, by: method, amount: amount)
        let refund = LedgerEntry.refund(for: order, to: member, by: method, amount: amount)
        #expect(capture[payer] == 21_000)
        #expect(capture[.order(order)] == -21_000)
        #expect(refund[payer] == -21_000)
        #expect(refund[.order(order)] == 21_000)
    }

    @Test func `a platform's coupon costs the store nothing`() {
        let sums = OrderSums(
            itemsTotal: Money(won: 18_000), deliveryFee: Money(won: 3_000),
            platformCoupon: Money(won: 7_000))
        let entry = LedgerEntry.delivery(of: order, sums: sums, to: store, by: rider)
        #expect(entry[.order(order)] == 14_000)
        #expect(entry[.couponExpense] == 7_000)
        #expect(entry[.store(store)] == -18_000)
        #expect(entry[.rider(rider)] == -3_000)
    }

    @Test func `a store's own coupon is its cost`() {
        let sums = OrderSums(
            itemsTotal: Money(won: 18_000), deliveryFee: Money(won: 3_000),
            storeCoupon: Money(won: 7_000))
        let entry = LedgerEntry.delivery(of: order, sums: sums, to: store, by: rider)
        #expect(entry[.order(order)] == 14_000)
        #expect(entry[.couponExpense] == nil)
        #expect(entry[.store(store)] == -11_000)
        #expect(entry[.rider(rider)] == -3_000)
    }

    @Test func `an order that a coupon paid for wholly moves nothing at its capture`() {
        let capture = LedgerEntry.capture(
            for: order, from: member, by: .wallet, amount: .zero)
        #expect(capture.legs.isEmpty)
    }

    @Test(arguments: [(14_000, 16_524), (-3_000, -476)] as [(Int64, Int64)])
    func `a settlement clears the store's account, even where it owes us`(
        payout: Int64, sum: Int64
    ) {
        let entry = LedgerEntry.settlement(
            of: store, commission: Money(won: 1_224), ads: Money(won: 1_300),
            payout: Money(won: payout))
        #expect(entry[.store(store)] == sum)
        #expect(entry[.commission] == -1_224)
        #expect(entry[.adIncome] == -1_300)
        #expect(entry[.bank] == -payout)
    }

    @Test(arguments: 1...20 as ClosedRange<UInt64>)
    func `whatever the amounts, a movement is an entry`(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        func won(_ most: Int64) -> Money { Money(won: .random(in: 0...most, using: &random)) }
        for _ in 0..<200 {
            let items = won(1_000_000)
            let coupon = won(items.won)
            let sums =
                Bool.random(using: &random)
                ? OrderSums(itemsTotal: items, deliveryFee: won(5_000), platformCoupon: coupon)
                : OrderSums(itemsTotal: items, deliveryFee: won(5_000), storeCoupon: coupon)
            let entries = [
                LedgerEntry.topUp(of: member, amount: won(10_000)),
                .capture(for: order, from: member, by: .wallet, amount: sums.payable),
                .delivery(of: order, sums: sums, to: store, by: rider),
                .settlement(
                    of: store, commission: won(9), ads: won(9), payout: won(20) - won(20)),
            ]
            for entry in entries {
                let read = try LedgerEntry(
                    kind: entry.kind, orderID: entry.orderID, legs: entry.legs)
                #expect(read == entry, "seed \(seed)")
            }
        }
    }
}

@Suite struct AccountTests {
    @Test(arguments: accounts) func `an account is read as it was written`(account: Account) {
        #expect(Account(account.description) == account)
    }

    @Test func `an account's name says whose it is`() {
        #expect(Account.cardProvider.description == "card-provider")
        #expect(Account.wallet(member).description == "wallet:\(member)")
    }

    @Test(arguments: [
        "", "banks", "bank:", ":", "wallet", "wallet:", "wallet:\(OrderID(bits: 1))",
        "order:\(OrderID(bits: 1)):", "purse:\(MemberID(bits: 1))", "bank:\(MemberID(bits: 1))",
    ])
    func `what is no account is refused`(text: String) {
        #expect(Account(text) == nil)
    }

    @Test func `what a wallet holds is above zero, though we owe it`() {
        #expect(Account.wallet(member).balance(ofSum: Money(won: -5)) == Money(won: 5))
        #expect(Account.bank.balance(ofSum: Money(won: 5)) == Money(won: 5))
    }
}
