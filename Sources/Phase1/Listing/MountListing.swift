import PublicAPI
import PublicDoor

extension Monolith {
    func mountListing(on door: inout PublicDoor) {
        door.openly(on: PublicAPI.listing, handler: listStores)
    }
}
