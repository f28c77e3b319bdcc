public import Edge
import EventLoop
public import HTTP
public import Identity
import JSON
import Kernel
import Resilience
public import Runtime
import Telemetry

/// How often clients may ask, in requests a minute.
public struct Rates: Sendable {
    public var member: Int
    public var address: Int

    public init(member: Int = 1_200, address: Int = 6_000) {
        self.member = member
        self.address = address
    }
}

extension Environment {
    /// What a public front puts around its routes, the same in monolith, bus and gateway: request
    /// ids, telemetry, limits, caching.
    public func makeFront(_ router: Router, rates: Rates) -> Server {
        let logger = telemetry.logger
        let requests = RequestTelemetry(
            routes: router.routes, telemetry.metrics, logger, telemetry.tracer)
        var settings = EdgeSettings()
        settings.addressLimit = RateLimitPolicy(
            "address", quota: rates.address, windowSeconds: 60)
        let edge = Edge(
            settings, loops: loops, without: without, makeRandomness: { makeRandomness() },
            observed: requests.middleware
        ) { request, error in
            logger.about(request).error("fault") { $0.field("error", "\(error)") }
        }
        return Server(
            loops: loops, transport: transport,
            onFault: { request, error in
                let logger = request.map { logger.about($0) } ?? logger
                logger.error("fault") { $0.field("error", "\(error)") }
            }, handler: edge(router.handler))
    }

    /// Who may come in: a token of ours, and not too often.
    public func makeTokenCheck(
        _ verifier: TokenVerifier, rates: Rates
    ) -> TokenCheck<Caller> {
        let limit = MemberLimit<Caller>(
            RateLimitPolicy("member", quota: rates.member, windowSeconds: 60), at: now,
            without: without
        ) { $0.member.bits }
        return TokenCheck(verifier, realm: PublicDoor.realm, limit: limit, loops: loops)
    }
}
