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
            var wallet = Wallet(balance: try Wallets.balance(of: caller.member, in: transaction))
            try wallet.topUp(amount)
            try Wallets.add(amount, to: caller.member, in: transaction)
            try transaction.run(
                "INSERT INTO top_ups (id, member, amount) VALUES (?, ?, ?)",
                id, caller.member, amount)
            let entry = LedgerEntry.topUp(of: caller.member, amount: amount)
            try Ledger.post(entry, of: id.bits, at: now, in: transaction)
            return TopUpView(
                id: id, amount: amount, balance: wallet.balance, toppedUpAt: id.madeAt)
        }
        return reply(again: answer, to: PublicAPI.topUp)
    }
}
