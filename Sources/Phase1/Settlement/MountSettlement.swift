import PublicAPI
import PublicDoor

extension Monolith {
    func mountSettlement(on door: inout PublicDoor) {
        door.on(PublicAPI.runSettlement, handler: runSettlement)
        door.on(PublicAPI.settlements, handler: listSettlements)
    }
}
