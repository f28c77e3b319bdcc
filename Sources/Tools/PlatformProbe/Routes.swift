import HTTP
import JSON

/// What the probe serves.
enum Routes {
    static let bodyLimitBytes = 1 << 20

    static func router() -> Router {
        var router = Router()
        let fixed = JSONWriter.bytes(of: SampleListing.twentyStores, expecting: 4096)
        let stores = SampleListing.twentyStores
        router.on(.get, "/livez") { _ in .text("ok\n") }
        router.on(.get, "/static") { _ in Response(.ok, .json, body: .bytes(fixed)) }
        router.on(.get, "/encoded") { _ in .json(stores, expecting: 4096) }
        router.on(.post, "/echo") { request in
            let bytes = try await request.body.collect(upToBytes: bodyLimitBytes)
            return Response(.ok, .octets, body: .bytes(bytes))
        }
        return router
    }
}
