import PublicAPI
import PublicDoor
import Storage

extension Monolith {
    func showWallet(
        _ call: Call<NoID, NoQuery, Nothing>, _ caller: Caller
    ) async throws -> Reply<WalletView> {
        let balance = try await database.read { reader in
            try Wallets.balance(of: caller.member, in: reader)
        }
        return Reply(WalletView(balance: balance))
    }
}
