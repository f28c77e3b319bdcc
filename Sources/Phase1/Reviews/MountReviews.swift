import PublicAPI
import PublicDoor

extension Monolith {
    func mountReviews(on door: inout PublicDoor) {
        door.on(PublicAPI.writeReview, handler: writeReview)
        door.openly(on: PublicAPI.storeReviews, handler: listReviews)
    }
}
