import Identity
import Kernel
import OrdersRules
import PublicAPI
import PublicDoor
import ReviewsRules
import Storage

extension Monolith {
    /// The stars are in the store's rating from the same transaction on.
    func writeReview(
        _ call: Call<OrderID, NoQuery, ReviewForm>, _ caller: Caller
    ) async throws -> Reply<ReviewView> {
        let id = ReviewID(bits: identifiers.next())
        let form = call.body
        let record = try await database.write { transaction in
            try ReviewRecord.written(
                id, of: call.id, by: caller.member, stars: form.stars, text: form.text,
                in: transaction)
        }
        return reply(ReviewView(record))
    }
}

extension ReviewRecord {
    static func written(
        _ id: ReviewID, of orderID: OrderID, by member: MemberID, stars: Int, text: String,
        in transaction: Transaction
    ) throws -> ReviewRecord {
        guard let order = try ReviewableOrder.find(orderID, in: transaction) else {
            throw Refusal(.orderNotFound)
        }
        let review = try order.review(by: member, stars: stars, text: text, at: id.madeAt)
        let record = ReviewRecord(id: id, review: review)
        try record.insert(in: transaction)
        try Stores.countReview(of: review.storeID, stars: review.stars, in: transaction)
        return record
    }
}

extension ReviewableOrder {
    /// An order in the words of reviews.
    fileprivate static func find(
        _ id: OrderID, in reader: Reader
    ) throws -> ReviewableOrder? {
        guard let record = try OrderRecord.find(id, in: reader) else { return nil }
        return ReviewableOrder(
            id: id, storeID: record.store, customerID: record.order.customerID,
            isDelivered: record.order.state == .delivered,
            isReviewed: try ReviewRecord.exists(of: id, in: reader))
    }
}
