import HTTP
import JSON
import Kernel
import PublicAPI

@testable import PublicDoor

/// A town in which somebody may do what an endpoint is for, and everybody else is there to try.
struct Scene {
    let town: Town
    let endpoint: EndpointShape
    /// Those whose thing it is.
    let rightful: [Person]
    /// Those with a role that the endpoint is for, whose thing it is not.
    let neighbours: [Person]
    /// Those with any other role.
    let others: [Person]
    private let ids: [String]
    private let body: [UInt8]?

    /// Always with the same key: nobody may get the answer that was kept for another.
    func request() throws -> Request {
        var ids = ids[...]
        let path = endpoint.facts.path.split(separator: "/").map { part in
            part.hasPrefix("{") ? ids.removeFirst() : String(part)
        }
        guard let target = Target("/" + path.joined(separator: "/")) else {
            throw NoScene(of: endpoint.facts.name)
        }
        var request = Request(Method(endpoint.facts.verb), target)
        if let body {
            request.fields.append(.contentType, "application/json")
            request.body = .bytes(body)
        }
        if endpoint.facts.asks.contains(.idempotencyKey) {
            request.fields.append(.idempotencyKey, "the-same")
        }
        return request
    }
}

struct NoScene: Error {
    let name: String

    init(of name: String) { self.name = name }
}

extension Scene {
    init(of endpoint: EndpointShape, in town: Town) async throws {
        let cast = try await Cast(in: town)
        self.town = town
        self.endpoint = endpoint
        ids = try await cast.ids(for: endpoint)
        body = try await cast.body(for: endpoint)
        let roles = endpoint.facts.access.roles
        let ownership: Ownership? =
            if case .members(_, let ownership) = endpoint.facts.access { ownership } else { nil }
        let admitted = cast.heroes.filter { roles.contains($0.role) }
        rightful = admitted
        others = (cast.heroes + cast.doubles).filter { !roles.contains($0.role) }
        neighbours =
            switch ownership {
            case .everyone, .own, nil: []
            case .storeOwner, .orderCustomer, .orderParty, .assignedRider:
                cast.doubles.filter { roles.contains($0.role) }
            }
    }
}

/// Two of each role: to the first belongs all that there is.
struct Cast {
    private let town: Town
    private let shop: Shop
    private let customer: Person
    private let rider: Person
    let heroes: [Person]
    let doubles: [Person]

    init(in town: Town) async throws {
        self.town = town
        shop = try await town.shop()
        customer = try await town.customer()
        rider = try await town.rider()
        heroes = [shop.owner, customer, rider, try await town.operatorOfTheTown()]
        doubles = [
            try await town.shop(at: Place(x: 9_000, y: 0)).owner, try await town.customer(),
            try await town.rider(at: Place(x: 9_000, y: 0)),
        ]
    }

    // MARK: What the path names

    func ids(for endpoint: EndpointShape) async throws -> [String] {
        switch endpoint.places.map(\.prefix) {
        case []: return []
        case ["store"]: return [shop.id.description]
        case ["store", "item"]: return [shop.id.description, shop.chicken.id.description]
        case ["campaign"]: return [try await town.openCampaign(stock: 10).description]
        case ["ad"]: return [try await ad().description]
        case ["order"]: return [try await order(for: endpoint.facts.name).description]
        case ["delivery"]: return [try await delivery(for: endpoint.facts.name).description]
        default: throw NoScene(of: endpoint.facts.name)
        }
    }

    private var adForm: AdForm {
        let today = Day(of: town.now)
        return AdForm(from: today, until: today.next)
    }

    private func ad() async throws -> AdID {
        try await shop.owner.client.call(
            PublicAPI.buyAd, shop.id, adForm,
            PublicClient.Options(idempotencyKey: town.freshKey())
        ).answer.id
    }

    /// In the state in which that endpoint moves it on.
    private func order(for name: String) async throws -> OrderID {
        let order = try await town.lunch(at: shop, for: customer).id
        switch name {
        case "order", "cancelOrder", "acceptOrder", "rejectOrder": break
        case "markOrderReady":
            _ = try await shop.owner.client.call(PublicAPI.acceptOrder, order)
        case "writeReview": try await town.deliver(order, from: shop, by: rider)
        default: throw NoScene(of: name)
        }
        return order
    }

    private func delivery(for name: String) async throws -> DeliveryID {
        let order = try await town.lunch(at: shop, for: customer).id
        _ = try await shop.owner.client.call(PublicAPI.acceptOrder, order)
        _ = try await shop.owner.client.call(PublicAPI.markOrderReady, order)
        guard let delivery = try await town.see(order, as: customer).deliveryID else {
            throw NoScene(of: name)
        }
        if name == "completeDelivery" {
            _ = try await rider.client.call(PublicAPI.pickUp, delivery)
        }
        return delivery
    }

    // MARK: What is sent

    func body(for endpoint: EndpointShape) async throws -> [UInt8]? {
        switch endpoint.facts.name {
        case "placeOrder": return JSONWriter.bytes(of: town.lunchForm(at: shop))
        case "buyAd": return JSONWriter.bytes(of: adForm)
        case "openCampaign":
            let end = town.now.advanced(byMilliseconds: 86_400_000)
            return JSONWriter.bytes(
                of: CampaignForm(
                    discount: Money(won: 1_000), minimumOrder: .zero, stock: 1,
                    fundedByStore: shop.id, startsAt: town.now, endsAt: end))
        case "runSettlement":
            try await town.deliver(
                try await town.lunch(at: shop, for: customer).id, from: shop, by: rider)
            return JSONWriter.bytes(
                of: SettlementForm(storeID: shop.id, through: Day(of: town.now)))
        default: return endpoint.body?.examples[0]
        }
    }
}
