import PublicAPI
import PublicDoor

extension Monolith {
    func mountPayments(on door: inout PublicDoor) {
        door.on(PublicAPI.topUp, handler: topUp)
        door.on(PublicAPI.wallet, handler: showWallet)
    }
}
