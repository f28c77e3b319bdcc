import PublicAPI
import PublicDoor

extension Monolith {
    func mountStores(on door: inout PublicDoor) {
        door.on(PublicAPI.openStore, handler: openStore)
        door.on(PublicAPI.editStore, handler: editStore)
        door.on(PublicAPI.setOpening, handler: setOpening)
        door.openly(on: PublicAPI.store, handler: showStore)
        door.on(PublicAPI.addMenuItem, handler: addMenuItem)
        door.on(PublicAPI.editMenuItem, handler: editMenuItem)
    }
}
