import Identity
import Kernel
import PaymentsRules
import PublicAPI
import PublicDoor
import Storage

extension Monolith {
    func topUp(
        _ call: Call<NoID, NoQuery, TopUpForm>, _ caller: Caller
    ) async throws -> Reply<TopUpView> {
        let id = TopUpID(bits: identifiers.next())
        let request = KeyedRequest(call, of: caller, to: PublicAPI.topUp)
        let amount = call.body.amount
        let answer = try await once(request, about: id) { transaction, now in
            let balance = try Wallets.topUp(
                id, of: caller.member, amount, at: now, in: transaction)
            return TopUpView(id: id, amount: amount, balance: balance, toppedUpAt: id.madeAt)
        }
        return reply(again: answer, to: PublicAPI.topUp)
    }
}

extension Wallets {
    /// Answers with what is in the wallet then.
    static func topUp(
        _ id: TopUpID, of member: MemberID, _ amount: Money, at now: Moment,
        in transaction: Transaction
    ) throws -> Money {
        var wallet = Wallet(balance: try balance(of: member, in: transaction))
        try wallet.topUp(amount)
        try add(amount, to: member, in: transaction)
        try transaction.run(
            "INSERT INTO top_ups (id, member, amount) VALUES (?, ?, ?)", id, member, amount)
        let entry = LedgerEntry.topUp(of: member, amount: amount)
        try Ledger.post(entry, of: id.bits, at: now, in: transaction)
        return wallet.balance
    }
}
