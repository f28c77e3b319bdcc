import Kernel
import NotificationsRules
import OrdersRules
import Testing

private let rider = MemberID(bits: 30)
private let events: [OrderNews.Event] =
    [.paid, .accepted, .rejected, .riderAssigned(rider), .delivered]
    + CancelNews.allCases.map { .cancelled($0) }

private func push(_ event: OrderNews.Event) -> Push {
    OrderNews(
        orderID: OrderID(bits: 10), customerID: MemberID(bits: 20), ownerID: MemberID(bits: 40),
        event: event
    ).push
}

@Suite struct NotificationTests {
    @Test func `the owner hears of a new order`() {
        #expect(push(.paid).kind == .orderPlaced)
        #expect(push(.paid).recipientID == MemberID(bits: 40))
    }

    @Test func `the rider hears of a new delivery`() {
        #expect(push(.riderAssigned(rider)).kind == .deliveryAssigned)
        #expect(push(.riderAssigned(rider)).recipientID == rider)
    }

    @Test(
        arguments: [
            (.accepted, .orderAccepted), (.rejected, .orderRejected),
            (.cancelled(.noRider), .orderCancelled), (.delivered, .writeAReview),
        ] as [(OrderNews.Event, Push.Kind)])
    func `the customer hears what becomes of the order`(
        event: OrderNews.Event, kind: Push.Kind
    ) {
        #expect(push(event).kind == kind)
        #expect(push(event).recipientID == MemberID(bits: 20))
    }

    @Test func `after the meal the customer is asked for a review`() {
        #expect(push(.delivered).text == "식사 어떠셨어요? 리뷰를 남겨 주세요.")
    }

    @Test func `every kind of push has its event, and every event its own text`() {
        #expect(Set(events.map { push($0).kind }) == Set(Push.Kind.allCases))
        #expect(Set(events.map { push($0).text }).count == events.count)
    }

    @Test(arguments: events) func `a text fits on a locked screen`(event: OrderNews.Event) {
        #expect((1...60).contains(push(event).text.count))
    }

    @Test func `whatever reason Orders cancels for, there are words for it`() {
        let told = Set(CancelNews.allCases.map(\.rawValue))
        #expect(told == Set(CancelReason.allCases.map(\.rawValue)))
    }
}
