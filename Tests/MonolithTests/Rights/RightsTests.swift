import HTTP
import Kernel
import PublicAPI
import PublicDoor
import Testing

@testable import MonolithMain

/// Who may do what, made from the contract: each endpoint is asked by everybody who must not, before
/// and after somebody who may.
@Suite struct RightsTests {
    private static let closed = PublicAPI.all.filter { $0.facts.access != .anyone }

    private static func endpoint(_ name: String) throws -> EndpointShape {
        try #require(closed.first { $0.facts.name == name })
    }

    @Test(arguments: closed.map(\.facts.name))
    func `nobody but those who may gets in`(name: String) throws {
        let endpoint = try Self.endpoint(name)
        try Town.run { town in
            let scene = try await Scene(of: endpoint, in: town)
            try #require(!scene.rightful.isEmpty)
            try await Self.expectNoPasses(scene)
            for person in scene.rightful {
                let answer = try await town.send(scene.request(), as: person)
                #expect(answer.status == endpoint.facts.status, "\(person.role): \(answer.text)")
            }
            // What is done already, or was answered to another, is no secret that may be had for less.
            try await Self.expectNoPasses(scene)
        }
    }

    private static func expectNoPasses(_ scene: Scene) async throws {
        let town = scene.town
        for passport in Passport.allCases {
            for person in scene.rightful {
                var request = try scene.request()
                try passport.show(person, at: town.now, in: &request)
                let answer = try await town.send(request)
                #expect(
                    answer.status == 401 && answer.code == passport.refusal,
                    "\(passport) as \(person.role): \(answer.text)")
            }
        }
        for person in scene.neighbours + scene.others {
            var request = try scene.request()
            try await expectForbidden(request, to: person, in: town)
            Passport.spoof(scene.rightful[0], in: &request)
            try await expectForbidden(request, to: person, in: town)
        }
    }

    private static func expectForbidden(
        _ request: Request, to person: Person, in town: Town
    ) async throws {
        let answer = try await town.send(request, as: person)
        #expect(
            answer.status == 403 && answer.code == .forbidden, "\(person.role): \(answer.text)")
    }

    /// Where the path says "me" there is nothing to forbid. What the others get is their own.
    @Test(arguments: ["me", "myCoupons", "wallet", "myOrders", "myDeliveries", "myNotifications"])
    func `of what is one's own, others see nothing`(name: String) throws {
        let endpoint = try Self.endpoint(name)
        try Town.run { town in
            let (shop, rider) = (try await town.shop(), try await town.rider())
            let customer = try await town.customer()
            _ = try await customer.client.call(
                PublicAPI.claimCoupon, town.openCampaign(stock: 1))
            let order = try await town.lunch(at: shop, for: customer)
            try await town.deliver(order.id, from: shop, by: rider)
            let neighbours = [try await town.customer(with: 0), try await town.person(.rider)]
            for owner in [customer, rider] where endpoint.facts.access.roles.contains(owner.role) {
                let request = Request(.get, try #require(Target(endpoint.facts.path)))
                let own = try await town.send(request, as: owner)
                let marks = own.identifiers
                #expect(own.status == 200 && (name == "wallet" || !marks.isEmpty))
                for neighbour in neighbours where neighbour.role == owner.role {
                    let answer = try await town.send(request, as: neighbour)
                    #expect(answer.status == 200 && answer.text != own.text)
                    #expect(answer.identifiers.isDisjoint(with: marks), "\(answer.text)")
                }
            }
        }
    }

    @Test func `those are all that tell what is one's own`() {
        let own = Self.closed.filter { endpoint in
            guard case .members(_, .own) = endpoint.facts.access else { return false }
            return endpoint.facts.verb == .get
        }
        #expect(
            Set(own.map(\.facts.name)) == [
                "me", "myCoupons", "wallet", "myOrders", "myDeliveries", "myNotifications",
            ])
    }

    /// One more open door is a decision, and not only a line in the contract.
    @Test func `those are all that are open to everyone`() {
        let open = PublicAPI.all.filter { $0.facts.access == .anyone }.map(\.facts.name)
        #expect(
            Set(open) == ["register", "logIn", "store", "listing", "campaign", "storeReviews"])
    }
}
