// Every kind of thing that has an identifier, in the order of the contexts that own them.

public typealias MemberID = TypeID<MemberTag>
public typealias StoreID = TypeID<StoreTag>
public typealias MenuItemID = TypeID<MenuItemTag>
public typealias AdID = TypeID<AdTag>
public typealias CampaignID = TypeID<CampaignTag>
public typealias CouponID = TypeID<CouponTag>
public typealias OrderID = TypeID<OrderTag>
public typealias PaymentID = TypeID<PaymentTag>
public typealias RefundID = TypeID<RefundTag>
public typealias TopUpID = TypeID<TopUpTag>
public typealias DeliveryID = TypeID<DeliveryTag>
public typealias ReviewID = TypeID<ReviewTag>
public typealias NotificationID = TypeID<NotificationTag>
public typealias SettlementID = TypeID<SettlementTag>

public enum MemberTag: TypeIDTag { public static let prefix: StaticString = "member" }
public enum StoreTag: TypeIDTag { public static let prefix: StaticString = "store" }
public enum MenuItemTag: TypeIDTag { public static let prefix: StaticString = "item" }
public enum AdTag: TypeIDTag { public static let prefix: StaticString = "ad" }
public enum CampaignTag: TypeIDTag { public static let prefix: StaticString = "campaign" }
public enum CouponTag: TypeIDTag { public static let prefix: StaticString = "coupon" }
public enum OrderTag: TypeIDTag { public static let prefix: StaticString = "order" }
public enum PaymentTag: TypeIDTag { public static let prefix: StaticString = "payment" }
public enum RefundTag: TypeIDTag { public static let prefix: StaticString = "refund" }
public enum TopUpTag: TypeIDTag { public static let prefix: StaticString = "topup" }
public enum DeliveryTag: TypeIDTag { public static let prefix: StaticString = "delivery" }
public enum ReviewTag: TypeIDTag { public static let prefix: StaticString = "review" }
public enum NotificationTag: TypeIDTag { public static let prefix: StaticString = "push" }
public enum SettlementTag: TypeIDTag { public static let prefix: StaticString = "settlement" }
