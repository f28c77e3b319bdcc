import PublicAPI
import PublicDoor

extension Monolith {
    func mountMembers(on door: inout PublicDoor) {
        door.openly(on: PublicAPI.register, handler: register)
        door.openly(on: PublicAPI.logIn, handler: logIn)
        door.on(PublicAPI.me, handler: showMe)
    }
}
