import AuditRules
import Kernel
import Testing

private let now = OrderHistory.now

@Suite struct OtherFactsTests {
    @Test func `an entry that does not balance is caught`() {
        expectClean { $0.hear(EntryFacts(subject: "capture 1", debit: won(5), credit: won(5))) }
        expectCaught(.money, "capture 1") {
            $0.hear(EntryFacts(subject: "capture 1", debit: won(5), credit: won(4)))
        }
    }

    @Test func `a wallet that is not what its ledger says is caught`() {
        let member = MemberID(bits: 1)
        expectClean {
            $0.hear(WalletFacts(memberID: member, balance: won(5), ledgerBalance: won(5)))
        }
        expectCaught(.money, member.description) {
            $0.hear(WalletFacts(memberID: member, balance: won(5), ledgerBalance: won(6)))
        }
        expectCaught(.money, member.description) {
            $0.hear(WalletFacts(memberID: member, balance: won(-1), ledgerBalance: won(-1)))
        }
    }

    @Test func `a charge that no payment knows of is caught`() {
        expectCaught(.money, "payment_x") {
            $0.hear(UnknownCharge(key: "payment_x", amount: won(5)))
        }
    }

    @Test func `a campaign that gave more than it had, or miscounts, is caught`() {
        let id = CampaignID(bits: 1)
        expectClean { $0.hear(CampaignFacts(id: id, stock: 9, leftCount: 0, claimCount: 9)) }
        for (left, claims) in [(0, 10), (-1, 10), (1, 9), (0, 8)] {
            expectCaught(.coupons, id.description) {
                $0.hear(CampaignFacts(id: id, stock: 9, leftCount: left, claimCount: claims))
            }
        }
    }

    @Test func `a coupon redeemed by an order that does not name it is caught`() {
        let id = CouponID(bits: 1)
        expectCaught(.coupons, id.description) {
            $0.hear(StrayCoupon(id: id, redeemedBy: OrderID(bits: 2)))
        }
    }

    @Test(arguments: CopyFacts.Model.allCases)
    func `a copy that is not what its sources say is caught`(model: CopyFacts.Model) {
        let invariant: Invariant = model == .settlement ? .settlement : .readModels
        let row = [CopyFacts.Field("stars", 9), CopyFacts.Field("isOpen", true)]
        let differing: [[CopyFacts.Field]?] = [
            nil, [], [row[0]], [row[0], CopyFacts.Field("isOpen", false)],
            [CopyFacts.Field("orders", 9), row[1]], row + row,
        ]
        expectClean { $0.hear(copy(model, kept: row, recomputed: row)) }
        expectClean { $0.hear(copy(model, kept: nil, recomputed: nil)) }
        for other in differing {
            expectCaught(invariant, "store_1") {
                $0.hear(copy(model, kept: row, recomputed: other))
            }
            expectCaught(invariant, "store_1") {
                $0.hear(copy(model, kept: other, recomputed: row))
            }
        }
    }

    @Test func `a copy may be behind for a moment`() {
        let row = [CopyFacts.Field("stars", 9)]
        var judge = Judge(at: now)
        judge.hear(copy(.rating, age: 1_999, kept: nil, recomputed: row))
        judge.hear(copy(.rating, age: 0, kept: row, recomputed: row))
        #expect(judge.report.isClean)
        #expect(judge.report.inFlight.map(\.ageMilliseconds) == [1_999])
        #expect(judge.report.judgedCounts == [.copies: 2])
    }

    // MARK: - Judging one thing

    private func expectClean(
        sourceLocation: SourceLocation = #_sourceLocation, _ hear: (inout Judge) -> Void
    ) {
        var judge = Judge(at: now)
        hear(&judge)
        #expect(judge.report.violations == [], sourceLocation: sourceLocation)
        #expect(judge.report.judgedCounts.values.reduce(0, +) == 1, sourceLocation: sourceLocation)
    }

    private func expectCaught(
        _ invariant: Invariant, _ subject: String,
        sourceLocation: SourceLocation = #_sourceLocation, _ hear: (inout Judge) -> Void
    ) {
        var judge = Judge(at: now)
        hear(&judge)
        let findings = judge.report.violations
        #expect(findings.map(\.invariant) == [invariant], sourceLocation: sourceLocation)
        #expect(findings.map(\.subject) == [subject], sourceLocation: sourceLocation)
    }

    private func won(_ amount: Int64) -> Money { Money(won: amount) }

    private func copy(
        _ model: CopyFacts.Model, age: Int64 = 2_000, kept: [CopyFacts.Field]?,
        recomputed: [CopyFacts.Field]?
    ) -> CopyFacts {
        CopyFacts(
            model, of: "store_1", changedAt: now.advanced(byMilliseconds: -age), kept: kept,
            recomputed: recomputed)
    }
}
