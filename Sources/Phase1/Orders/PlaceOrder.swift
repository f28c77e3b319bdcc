import EventLoop
import Identity
import Kernel
import OrdersRules
import PaymentsRules
import PublicAPI
import PublicDoor
import Runtime
import Storage

/// What the transaction of a request left to be done.
private enum Outcome: Sendable {
    /// All is done, now or by an earlier request with the same key.
    case answered([UInt8])
    /// The order is pending, and its card has to be charged.
    case toCharge(PlacedOrder)
    /// A twin came first, and its provider has not answered it yet.
    case twin(OrderID)
}

extension Monolith {
    /// What one database gives: a wallet order is decided, paid and durable in one transaction.
    /// A card order takes two, with the provider between them, and a third keeps the answer.
    func placeOrder(
        _ call: Call<NoID, NoQuery, OrderForm>, _ caller: Caller
    ) async throws -> Reply<OrderView> {
        let draft = try OrderDraft(
            call.body, by: caller.member, as: OrderID(bits: identifiers.next()))
        let request = KeyedRequest(call, of: caller, to: PublicAPI.placeOrder)
        let occasion = self.occasion()
        // Nobody can find a wallet's order under way: its first transaction is its last.
        let mayAskProvider = draft.method.kind == .card
        if mayAskProvider { underWay.begin(draft.id) }
        defer { if mayAskProvider { underWay.end(draft.id) } }

        let outcome = try await database.write { [menus] transaction in
            try Self.place(draft, from: menus, asked: request, on: occasion, in: transaction)
        }
        switch outcome {
        case .answered(let answer):
            bells.pushes.ring()
            return reply(again: answer, to: PublicAPI.placeOrder)
        case .toCharge(let placed):
            bells.payments.ring()
            try await charge(placed, for: call.request)
            return try await complete(request, about: draft.id)
        case .twin(let order):
            await underWay.wait(for: order, on: environment.loop, until: twinDeadline)
            return try await complete(request, about: order)
        }
    }

    private static func place(
        _ draft: OrderDraft, from menus: OrderableMenus, asked request: KeyedRequest,
        on occasion: Occasion, in transaction: Transaction
    ) throws -> Outcome {
        switch try Requests.find(request, at: occasion.now, in: transaction) {
        case .answered(let answer): return .answered(answer)
        case .about(let subject, let moment):
            let order = OrderID(bits: subject)
            guard draft.tellsItsAnswer else { return .twin(order) }
            let placed = try find(order, in: transaction).asPlaced(at: moment)
            return .answered(Requests.answer(OrderView(placed)))
        case nil: break
        }
        let placed = try draft.place(from: menus, on: occasion, in: transaction)
        let answer = placed.record.order.state.isSettled ? Requests.answer(OrderView(placed)) : nil
        try Requests.keep(
            draft.tellsItsAnswer ? nil : answer, to: request, about: draft.id.bits,
            at: occasion.now, in: transaction)
        return answer.map { .answered($0) } ?? .toCharge(placed)
    }

    private static func find(_ order: OrderID, in reader: Reader) throws -> PlacedOrder {
        guard let placed = try PlacedOrder.find(order, in: reader) else {
            throw StorageError.corrupt("a request about \(order), which is not there")
        }
        return placed
    }

    /// Answers with the order as it stands now, and so to every later request with this key.
    private func complete(
        _ request: KeyedRequest, about order: OrderID
    ) async throws -> Reply<OrderView> {
        let now = self.now
        let answer = try await database.write { transaction in
            if case .answered(let answer) = try Requests.find(request, at: now, in: transaction) {
                return answer
            }
            let answer = Requests.answer(OrderView(try Self.find(order, in: transaction)))
            try Requests.complete(request, with: answer, in: transaction)
            return answer
        }
        return reply(again: answer, to: PublicAPI.placeOrder)
    }

    /// Longer than any call of the provider takes; a twin that waits in vain is told how it stands.
    private var twinDeadline: Instant { environment.now.advanced(byMilliseconds: 5_000) }
}
