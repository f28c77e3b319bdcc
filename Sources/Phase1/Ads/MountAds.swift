import PublicAPI
import PublicDoor

extension Monolith {
    func mountAds(on door: inout PublicDoor) {
        door.on(PublicAPI.buyAd, handler: buyAd)
        door.on(PublicAPI.ads, handler: listAds)
        door.on(PublicAPI.stopAd, handler: stopAd)
    }
}
