import AdsRules
import CouponsRules
import DeliveryRules
import Kernel
import PaymentsRules
import PublicAPI
import Storage
import StoresRules
import TownRules

// Who and what is there before the day begins: people, stores with menus, campaigns, money, ads.

extension Monolith {
    /// Small enough that a request which comes meanwhile does not wait long.
    private static let peopleAtOnce = 200
    private static let storesAtOnce = 20

    func settle(
        _ town: PlannedTown, _ names: TownNames, telling progress: TownProgress
    ) async throws {
        let hash = try await hash(Self.townPassword)
        let people: [(Role, [Inhabitant], [MemberID])] = [
            (.customer, town.customers, names.customers), (.owner, town.owners, names.owners),
            (.rider, town.riders, names.riders),
        ]
        for (role, some, ids) in people {
            try await register(some, as: role, ids, names.founded, hash)
            progress.update { $0.people.append(.init(role: role, count: some.count)) }
        }
        for numbers in Array(town.stores.indices).inBatches(of: Self.storesAtOnce) {
            try await database.write { transaction in
                for number in numbers { try names.open(number, of: town, in: transaction) }
            }
            progress.update { $0.stores += numbers.count }
        }
        let today = Day(of: now)
        try await database.write { transaction in
            try names.openCampaigns(of: town, in: transaction)
            try Ads.show(on: today, in: transaction)
        }
        try await goOnShift(town, names)
        try await topUp(town, names)
    }

    private func register(
        _ people: [Inhabitant], as role: Role, _ ids: [MemberID], _ now: Moment, _ hash: String
    ) async throws {
        let records = people.indices.map { number in
            MemberRecord(
                id: ids[number], email: Self.townEmail(role, number + 1),
                name: people[number].name, role: role, password: hash)
        }
        for some in records.inBatches(of: Self.peopleAtOnce) {
            try await database.write { transaction in
                for record in some { try record.insert(at: now, in: transaction) }
            }
        }
    }

    private func goOnShift(_ town: PlannedTown, _ names: TownNames) async throws {
        let riders = zip(names.riders, town.riders).map { id, rider in
            RiderRecord(
                member: id, shift: .idle(at: rider.place, since: names.founded), place: rider.place)
        }
        for some in riders.inBatches(of: Self.peopleAtOnce) {
            try await database.write { transaction in
                for rider in some { try rider.keep(at: names.founded, in: transaction) }
            }
        }
    }

    /// What each will spend that day from the wallet, and what was left over from an even sum.
    private func topUp(_ town: PlannedTown, _ names: TownNames) async throws {
        var spent = [Money](repeating: .zero, count: town.customers.count)
        for order in town.orders where order.card == nil {
            spent[order.customer] += order.total(at: town.stores[order.store])
        }
        let even: Int64 = 50_000
        let topUps = spent.map { Money(won: ($0.won / even + 1) * even) }
        for numbers in Array(topUps.indices).inBatches(of: Self.peopleAtOnce) {
            try await database.write { transaction in
                for number in numbers {
                    _ = try Wallets.topUp(
                        names.topUps[number], of: names.customers[number], topUps[number],
                        at: names.founded, in: transaction)
                }
            }
        }
    }
}

extension TownNames {
    fileprivate func open(
        _ number: Int, of town: PlannedTown, in transaction: Transaction
    ) throws {
        let plan = town.stores[number]
        guard let category = StoreCategory(rawValue: plan.category) else {
            preconditionFailure("a kitchen of the category \(plan.category)")
        }
        var store = try Store.opened(
            id: stores[number], by: owners[number],
            StoreProfile(
                name: plan.name, category: category, place: plan.place,
                minimumOrder: plan.minimumOrder, deliveryFee: plan.deliveryFee),
            besides: 0)
        store.isOpen = true
        let record = try StoreRecord.inserted(store, at: founded, in: transaction)
        for (dish, id) in zip(plan.menu, menus[number]) {
            try Menu.insert(
                MenuItem.added(
                    id: id, to: store.id, name: dish.name, price: dish.price, besides: 0),
                in: transaction)
        }
        try StoreSearch.index(record, in: transaction)
        if plan.hasAd {
            let first = Day(of: founded)
            try Ads.insert(
                Ad.bought(
                    id: AdID(bits: store.id.bits), for: store.id, from: first,
                    until: Day(daysSince1970: first.daysSince1970 + 14), on: first, besides: []),
                at: founded, in: transaction)
        }
    }

    fileprivate func openCampaigns(
        of town: PlannedTown, in transaction: Transaction
    ) throws {
        for (id, plan) in zip(campaigns, town.campaigns) {
            let terms = CouponTerms(
                discount: plan.discount, minimumOrder: plan.minimumOrder, funder: .platform,
                startsAt: founded, endsAt: founded.advanced(byMilliseconds: 7 * 86_400_000))
            try Campaign(opening: id, on: terms, stock: plan.stock).insert(in: transaction)
        }
    }
}
