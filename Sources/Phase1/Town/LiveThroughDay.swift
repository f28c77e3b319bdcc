import EventLoop
import Kernel
import PaymentsRules
import ProviderAPI
import ProviderDoor
import PublicAPI
import Storage
import TownRules

extension Monolith {
    /// A deed takes fifteen statements at most, and a transaction may have ten thousand. A request that
    /// comes meanwhile waits for one such transaction, some hundredths of a second.
    private static let deedsAtOnce = 400

    func live(
        _ schedule: Schedule, of town: PlannedTown, _ names: TownNames,
        _ identifiers: inout PastIdentifiers, telling progress: TownProgress
    ) async throws {
        var orders = [OrderID?](repeating: nil, count: town.orders.count)
        for events in schedule.events.inBatches(of: Self.deedsAtOnce) {
            try Task.checkCancellation()
            var deeds: [Deed] = []
            for event in events {
                deeds.append(try names.deed(event, of: town, &orders, &identifiers))
            }
            let refused = try await happen(try await charged(deeds))
            progress.update {
                $0.orders += events.count(where: \.isPlacing)
                $0.refused += refused
            }
        }
    }

    /// All in one transaction. Answers how many the day had no room for any more, such as a meal to be
    /// picked up that was given up.
    private func happen(_ deeds: [Deed]) async throws -> Int {
        let (policy, menus) = (self.policy, self.menus)
        let refused = try await database.write { transaction in
            var refused = 0
            for deed in deeds {
                do {
                    try deed.happen(under: policy, with: menus, in: transaction)
                } catch is any Rejection {
                    refused += 1
                }
            }
            return refused
        }
        bells.pushes.ring()
        bells.refunds.ring()
        return refused
    }

    /// The orders among them that are paid by card are placed and charged first, in this order:
    /// nothing done outside is ever unrecorded inside, whenever this process ends.
    private func charged(_ deeds: [Deed]) async throws -> [Deed] {
        let charges = deeds.indices.compactMap { number in
            deeds[number].charge.map { (number, $0.0, $0.1) }
        }
        guard !charges.isEmpty else { return deeds }
        let (policy, menus, present) = (self.policy, self.menus, now)
        try await database.write { transaction in
            for (number, order, _) in charges {
                try deeds[number].happen(under: policy, with: menus, in: transaction)
                // The order is hours old, and the reconciler would ask about its charge at once.
                try transaction.run(
                    "UPDATE payments SET ask_at = ? WHERE id = ?",
                    present.advanced(byMilliseconds: OrderDraft.askAfterMilliseconds), order)
            }
        }
        let answers = try await withThrowingTaskGroup(of: (Int, ProviderAnswer).self) { group in
            for (number, order, content) in charges {
                group.addTask { [payments] in
                    (number, ProviderAnswer(try await payments.charge(order.payment, content)))
                }
            }
            return try await group.reduce(into: [:]) { $0[$1.0] = $1.1 }
        }
        var deeds = deeds
        for (number, order, _) in charges {
            deeds[number].act = .settle(order, answers[number] ?? .nothing)
        }
        return deeds
    }
}

extension TownNames {
    /// An event of the plan as a deed of people and things that have identifiers.
    fileprivate func deed(
        _ event: Schedule.Event, of town: PlannedTown, _ orders: inout [OrderID?],
        _ identifiers: inout PastIdentifiers
    ) throws -> Deed {
        let plan = town.orders[event.order]
        if case .place = event.step { orders[event.order] = identifiers.next(at: event.at) }
        guard let order = orders[event.order] else {
            preconditionFailure("\(event.step) comes before its order")
        }
        let (customer, owner) = (customers[plan.customer], owners[plan.store])
        let act: Deed.Act =
            switch event.step {
            case .place: .place(try placing(plan, as: order, of: town, &identifiers))
            case .cancel: .cancel(order, by: customer)
            case .reject: .reject(order, by: owner)
            case .accept: .accept(order, by: owner)
            case .markReady: .markReady(order, by: owner)
            case .pickUp: .pickUp(order.delivery)
            case .complete: .complete(order.delivery)
            case .review(let opinion):
                .review(
                    identifiers.next(at: event.at), order, by: customer, stars: opinion.stars,
                    text: opinion.text)
            }
        return Deed(occasion: identifiers.occasion(at: event.at), act: act)
    }

    private func placing(
        _ plan: PlannedOrder, as order: OrderID, of town: PlannedTown,
        _ identifiers: inout PastIdentifiers
    ) throws -> Deed.Placing {
        let store = town.stores[plan.store]
        let total = plan.total(at: store)
        let coupon: CouponID? = plan.campaign.map { _ in identifiers.next(at: plan.placedAt) }
        let form = OrderForm(
            storeID: stores[plan.store],
            lines: plan.lines.map { line in
                OrderForm.Line(itemID: menus[plan.store][line.dish], quantity: line.quantity)
            },
            place: town.customers[plan.customer].place, couponID: coupon,
            payment: plan.card.map { .card($0) } ?? .wallet, expectedTotal: total)
        let discount = plan.campaign.map { town.campaigns[$0].discount } ?? .zero
        return Deed.Placing(
            draft: try OrderDraft(form, by: customers[plan.customer], as: order),
            campaign: plan.campaign.map { campaigns[$0] },
            charge: plan.card.map { card in
                ChargeContent(
                    amount: total - discount, card: card, reference: order.description)
            })
    }
}
