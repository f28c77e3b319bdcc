import Edge
import EventLoop
import HTTP
import Identity
import ProviderDoor
import PublicAPI
import PublicDoor
import Resilience
import Runtime
import SharedDatabase
import Storage

extension Monolith {
    /// Where a monolith stands, and what it has been told.
    struct Site: Sendable {
        var address: Address
        var dataFolder: String
        var outsideWorld: Address
        var policy = Policy()
        var rates = Rates()
    }

    /// Wires the process, live or simulated; on its first loop.
    @discardableResult
    static func start(
        _ site: Site, keeping secrets: Secrets, in environment: Environment,
        during lifecycle: Lifecycle
    ) async throws -> Monolith {
        let database = try environment.folder(site.dataFolder)
            .open("baedal", schema: SharedDatabase.schema, settings: SharedDatabase.settings)
        lifecycle.whenStopping("closing the database") { _ in await database.close() }
        environment.telemetry.metrics.observe(database, as: "baedal")

        let keys = TokenKeys(current: secrets.tokenKey)
        let monolith = Monolith(
            environment: environment, database: database,
            identifiers: Identifiers(environment),
            passwords: Passwords(
                cost: site.policy.passwordCost, workers: environment.makeWorkers()),
            tokens: TokenSigner(keys: keys, policy: .baedal),
            payments: PaymentProvider(at: site.outsideWorld, in: environment),
            pushes: PushProvider(at: site.outsideWorld, in: environment),
            policy: site.policy, bells: Bells(on: environment.loop),
            menus: OrderableMenus(areKept: !environment.without.contains(.keptMenus)),
            listingPages: environment.without.contains(.listingPages)
                ? nil : PerLoop(environment.loops) { _ in Lock(ListingPages()) })
        try await monolith.ensureOperator(secrets.operatorPassword)
        monolith.startDueWork(during: lifecycle)

        let check = environment.makeTokenCheck(
            TokenVerifier(keys: keys, policy: .baedal), rates: site.rates)
        var router = monolith.routes(behind: check)
        router.addProcessRoutes(of: lifecycle, in: environment)
        TownRoutes(monolith, behind: check, during: lifecycle).add(to: &router)
        try environment.serve(
            environment.makeFront(router, rates: site.rates), on: site.address,
            during: lifecycle)
        return monolith
    }

    /// Every endpoint of the contract; one that was forgotten would not let the process start.
    private func routes(behind check: TokenCheck<Caller>) -> Router {
        var door = PublicDoor(check, refusing: Refusal.init)
        mountMembers(on: &door)
        mountStores(on: &door)
        mountAds(on: &door)
        mountListing(on: &door)
        mountCoupons(on: &door)
        mountPayments(on: &door)
        mountOrders(on: &door)
        mountHistory(on: &door)
        mountDelivery(on: &door)
        mountReviews(on: &door)
        mountNotifications(on: &door)
        mountSettlement(on: &door)
        mountAudit(on: &door)
        return door.finish()
    }
}

extension TokenPolicy {
    static let baedal = TokenPolicy(
        issuer: "baedal", audience: "baedal", longestLifetimeSeconds: 24 * 3_600)
}
