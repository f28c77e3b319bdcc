import PublicAPI
import PublicDoor

extension Monolith {
    func mountAudit(on door: inout PublicDoor) {
        door.on(PublicAPI.audit, handler: audit)
    }
}
