import Kernel
import Testing

@testable import PublicAPI

@Suite struct EndpointTests {
    /// The promise to the public, as it is written down elsewhere too: whoever changes the contract
    /// changes it here, and looks at it twice.
    static let table = """
        post /v1/members anyone
        post /v1/sessions anyone
        get /v1/me customer,operator,owner,rider own
        post /v1/stores owner everyone
        patch /v1/stores/{id} owner store-owner
        put /v1/stores/{id}/opening owner store-owner
        get /v1/stores/{id} anyone
        post /v1/stores/{id}/menu owner store-owner
        patch /v1/stores/{id}/menu/{itemId} owner store-owner
        post /v1/stores/{id}/ads owner store-owner
        get /v1/stores/{id}/ads owner store-owner
        delete /v1/ads/{id} owner store-owner
        get /v1/stores anyone
        post /v1/coupon-campaigns operator everyone
        get /v1/coupon-campaigns/{id} anyone
        post /v1/coupon-campaigns/{id}/claims customer everyone
        get /v1/me/coupons customer own
        post /v1/me/wallet/top-ups customer own
        get /v1/me/wallet customer own
        post /v1/orders customer everyone
        get /v1/orders/{id} customer,owner order-party
        post /v1/orders/{id}/cancellation customer order-customer
        post /v1/orders/{id}/acceptance owner store-owner
        post /v1/orders/{id}/rejection owner store-owner
        post /v1/orders/{id}/readiness owner store-owner
        get /v1/stores/{id}/orders owner store-owner
        get /v1/me/orders customer own
        put /v1/me/shift rider own
        get /v1/me/deliveries rider own
        post /v1/deliveries/{id}/pickup rider assigned-rider
        post /v1/deliveries/{id}/completion rider assigned-rider
        post /v1/deliveries/{id}/failure rider assigned-rider
        post /v1/orders/{id}/review customer order-customer
        get /v1/stores/{id}/reviews anyone
        get /v1/me/notifications customer,operator,owner,rider own
        post /v1/settlement-runs operator everyone
        get /v1/stores/{id}/settlements owner store-owner
        get /v1/audit operator everyone
        """

    @Test func `these are all endpoints, and who may call them`() {
        let rows = PublicAPI.all.map { "\($0.facts.verb) \($0.facts.path) \($0.facts.access.row)" }
        #expect(rows == Self.table.split(separator: "\n").map(String.init))
    }

    @Test func `no two have one name, or one method and path`() {
        let facts = PublicAPI.all.map(\.facts)
        #expect(Set(facts.map(\.name)).count == facts.count)
        #expect(Set(facts.map { "\($0.verb) \($0.path)" }).count == facts.count)
    }

    @Test func `what moves money, and nothing else, asks for an idempotency key`() {
        let asking = PublicAPI.all.filter { $0.facts.asks.contains(.idempotencyKey) }
        #expect(asking.map(\.facts.name) == ["buyAd", "topUp", "placeOrder", "runSettlement"])
    }

    @Test func `only what everybody may see is kept by a shared cache`() {
        for facts in PublicAPI.all.map(\.facts) where facts.freshSeconds > 0 {
            #expect(facts.access == .anyone && facts.verb == .get)
        }
    }

    @Test(arguments: ProblemCode.allCases)
    func `a problem has a name in lower case, a status, and somebody who gives it`(
        code: ProblemCode
    ) {
        let letters = code.rawValue.allSatisfy { $0.isASCII && $0.isLowercase || $0 == "-" }
        #expect(letters)
        #expect([400, 401, 403, 404, 409, 413, 415, 422, 429, 500, 503, 507].contains(code.status))
        #expect(PublicAPI.all.contains { $0.facts.problems.contains(code) })
        #expect(code.sentence.hasSuffix("."))
    }

    @Test func `an endpoint names each problem once`() {
        for facts in PublicAPI.all.map(\.facts) {
            #expect(Set(facts.problems).count == facts.problems.count, "\(facts.name)")
        }
    }

    @Test func `an endpoint for everyone has no problem with who one is`() {
        for facts in PublicAPI.all.map(\.facts) where facts.access == .anyone {
            #expect(!facts.problems.contains(.forbidden), "\(facts.name)")
            #expect(!facts.problems.contains(.tokenMissing), "\(facts.name)")
        }
    }
}

extension Access {
    fileprivate var row: String {
        switch self {
        case .anyone: "anyone"
        case .members(let roles, let ownership):
            "\(roles.map(\.rawValue).sorted().joined(separator: ",")) \(ownership.rawValue)"
        }
    }
}
