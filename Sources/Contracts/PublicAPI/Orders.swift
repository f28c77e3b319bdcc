public import Kernel

extension PublicAPI {
    public static let placeOrder = Endpoint<NoID, NoQuery, OrderForm, OrderView>(
        "placeOrder", "Order. Coupon and payment are then decided: see the order's state.", .post,
        "/v1/orders", by: .only(.customer, .everyone), status: 201,
        asks: [.idempotencyKey, .wait],
        problems: [
            .storeNotFound, .cartInvalid, .storeClosed, .itemUnknown, .itemSoldOut,
            .belowMinimumOrder, .priceChanged,
        ])

    public static let order = Endpoint<OrderID, NoQuery, Nothing, OrderView>(
        "order", "An order, and where it stands.", .get, "/v1/orders/{id}",
        by: .members([.customer, .owner], .orderParty))

    public static let cancelOrder = Endpoint<OrderID, NoQuery, Nothing, OrderView>(
        "cancelOrder", "Cancel until the store has accepted. While pending, it wins later.", .post,
        "/v1/orders/{id}/cancellation", by: .only(.customer, .orderCustomer), asks: [.wait],
        problems: [.invalidTransition])

    public static let acceptOrder = Endpoint<OrderID, NoQuery, Nothing, OrderView>(
        "acceptOrder", "Take the order on; a rider is looked for.", .post,
        "/v1/orders/{id}/acceptance", by: .only(.owner, .storeOwner),
        problems: [.invalidTransition])

    public static let rejectOrder = Endpoint<OrderID, NoQuery, Nothing, OrderView>(
        "rejectOrder", "Say no to a paid order; it is refunded in full.", .post,
        "/v1/orders/{id}/rejection", by: .only(.owner, .storeOwner),
        problems: [.invalidTransition])

    public static let markOrderReady = Endpoint<OrderID, NoQuery, Nothing, OrderView>(
        "markOrderReady", "The food can be picked up.", .post, "/v1/orders/{id}/readiness",
        by: .only(.owner, .storeOwner), problems: [.invalidTransition])

    public static let storeOrders = Endpoint<StoreID, PageQuery, Nothing, Page<OrderView>>(
        "storeOrders", "The store's orders, the latest first.", .get, "/v1/stores/{id}/orders",
        by: .only(.owner, .storeOwner), problems: [.cursorInvalid])

    public static let myOrders = Endpoint<NoID, PageQuery, Nothing, Page<PastOrderView>>(
        "myOrders", "One's orders with store, payment, delivery and review, the latest first.",
        .get, "/v1/me/orders", by: .only(.customer, .own), problems: [.cursorInvalid])
}
