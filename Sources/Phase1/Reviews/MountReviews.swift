import PublicAPI
import PublicDoor

extension Monolith {
    func mountReviews(on door: inout PublicDoor) {
    }
}
