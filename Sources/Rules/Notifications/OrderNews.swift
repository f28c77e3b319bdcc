public import Kernel

/// What happens to an order that somebody is told at once. Each gives exactly one push.
public struct OrderNews: Hashable, Sendable {
    public enum Event: Hashable, Sendable {
        case paid
        case accepted
        case rejected
        case cancelled(CancelNews)
        case riderAssigned(MemberID)
        case delivered
    }

    public let orderID: OrderID
    public let customerID: MemberID
    public let ownerID: MemberID
    public let event: Event

    public init(orderID: OrderID, customerID: MemberID, ownerID: MemberID, event: Event) {
        self.orderID = orderID
        self.customerID = customerID
        self.ownerID = ownerID
        self.event = event
    }

    public var push: Push {
        switch event {
        case .paid:
            push(.orderPlaced, to: ownerID, "새 주문이 들어왔어요. 확인하고 접수해 주세요.")
        case .accepted:
            push(.orderAccepted, to: customerID, "가게에서 주문을 접수했어요. 맛있게 준비할게요.")
        case .rejected:
            push(
                .orderRejected, to: customerID,
                "가게 사정으로 주문을 받지 못했어요. 결제하신 금액은 모두 돌려드려요.")
        case .cancelled(let news):
            push(.orderCancelled, to: customerID, news.text)
        case .riderAssigned(let rider):
            push(.deliveryAssigned, to: rider, "새 배달이 배정됐어요. 가게로 출발해 주세요.")
        case .delivered:
            push(.writeAReview, to: customerID, "식사 어떠셨어요? 리뷰를 남겨 주세요.")
        }
    }

    private func push(_ kind: Push.Kind, to recipient: MemberID, _ text: String) -> Push {
        Push(orderID: orderID, kind: kind, recipientID: recipient, text: text)
    }
}

/// Why an order was cancelled, in the words that Orders tells it with.
public enum CancelNews: String, CaseIterable, Sendable {
    case couponRejected = "coupon-rejected"
    case paymentDeclined = "payment-declined"
    case paymentUnknown = "payment-unknown"
    case byCustomer = "by-customer"
    case noRider = "no-rider"
    case deliveryFailed = "delivery-failed"

    var text: String {
        switch self {
        case .couponRejected: "쿠폰을 사용할 수 없어서 주문이 취소됐어요."
        case .paymentDeclined: "결제가 승인되지 않아서 주문이 취소됐어요."
        case .paymentUnknown: "결제를 확인하지 못해서 주문이 취소됐어요. 결제된 금액은 없어요."
        case .byCustomer: "요청하신 대로 주문을 취소했어요."
        case .noRider: "배달할 라이더를 찾지 못해서 주문이 취소됐어요. 결제하신 금액은 모두 돌려드려요."
        case .deliveryFailed: "배달을 마치지 못해서 주문이 취소됐어요. 결제하신 금액은 모두 돌려드려요."
        }
    }
}
