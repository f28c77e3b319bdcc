import EventLoop
import HTTP
import JSON
import Storage

/// What the probe serves.
enum Routes {
    static let bodyLimitBytes = 1 << 20

    static func router(forwardingTo upstream: Client?, storingIn database: Database?) -> Router {
        var router = Router()
        let fixed = JSONWriter.bytes(of: SampleListing.twentyStores, expecting: 4096)
        let stores = SampleListing.twentyStores
        router.on(.get, "/static") { _ in Response(.ok, .json, body: .bytes(fixed)) }
        router.on(.get, "/encoded") { _ in .json(stores, expecting: 4096) }
        router.on(.post, "/echo") { request in
            let bytes = try await request.body.collect(upToBytes: bodyLimitBytes)
            return Response(.ok, .octets, body: .bytes(bytes))
        }
        if let upstream { forward(to: upstream, &router) }
        if let database { LedgerRoutes(database).add(to: &router) }
        return router
    }

    private static func forward(to upstream: Client, _ router: inout Router) {
        let forwarder = Forwarder(to: upstream, name: "platform-probe")
        let prefix = "/proxy".utf8.count
        for method in Method.allCases where method != .head {
            router.on(method, "/proxy/…") { request in
                let target = request.target.droppingPathPrefix(prefix)
                return try await forwarder.forward(request, to: target)
            }
        }
    }
}
