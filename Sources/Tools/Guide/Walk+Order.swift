import Kernel
import PublicAPI
import PublicDoor
import Runtime

// The order and its delivery.

extension Walk {
    func placeOrder(
        _ customer: Person, at shop: Shop, with coupon: CouponID
    ) async throws -> OrderID {
        try await step(.placeOrder) {
            let form = OrderForm(
                storeID: shop.id, lines: shop.lines, place: shop.door, couponID: coupon,
                payment: .wallet, expectedTotal: shop.total)
            let placed = try await customer.phone.call(
                PublicAPI.placeOrder, form,
                PublicClient.Options(idempotencyKey: freshWord(), waitSeconds: 2)
            ).answer
            let order = try await environment.eventually("an order that is settled") {
                guard !placed.state.isSettled else { return placed }
                let now = try await customer.phone.call(PublicAPI.order, placed.id).answer
                return now.state.isSettled ? now : nil
            }
            let sum = "\(order.itemsTotal.inThousands) + \(order.deliveryFee.inThousands) delivery"
            guard order.state == .paid else { throw NotSo(what: "a paid order") }
            return (
                order.id,
                "\(order.state.rawValue): \(sum) - \(order.discount.inThousands) coupon = "
                    + order.total.inThousands
            )
        }
    }

    func accept(
        _ order: OrderID, by owner: Person, for rider: Person
    ) async throws -> DeliveryID {
        try await step(.accept) {
            let answer = try await owner.phone.call(PublicAPI.acceptOrder, order).answer
            let delivery = try await environment.eventually("a delivery for the rider") {
                let deliveries = try await rider.phone.call(
                    PublicAPI.myDeliveries, query: PageQuery())
                return deliveries.answer.items.first { $0.orderID == order }
            }
            return (
                delivery.id, "\(answer.state.rawValue); \(delivery.state.rawValue) to \(rider.name)"
            )
        }
    }

    func markReady(_ order: OrderID, by owner: Person) async throws {
        try await step(.markReady) {
            let answer = try await owner.phone.call(PublicAPI.markOrderReady, order).answer
            return ((), answer.state.rawValue)
        }
    }

    func pickUp(_ delivery: DeliveryID, by rider: Person) async throws {
        try await step(.pickUp) {
            let answer = try await rider.phone.call(PublicAPI.pickUp, delivery).answer
            return ((), "the delivery is \(answer.state.rawValue)")
        }
    }

    func deliver(
        _ delivery: DeliveryID, by rider: Person, to customer: Person, _ order: OrderID
    ) async throws {
        try await step(.deliver) {
            let answer = try await rider.phone.call(PublicAPI.completeDelivery, delivery).answer
            let seen = try await environment.eventually("an order that is delivered") {
                let now = try await customer.phone.call(PublicAPI.order, order).answer
                return now.state == .delivered ? now : nil
            }
            return (
                (),
                "the delivery is \(answer.state.rawValue), the order \(seen.state.rawValue); "
                    + "\(rider.name) earned \(answer.fee.inThousands)"
            )
        }
        _ = try await rider.phone.call(PublicAPI.setShift, .off)
    }
}
