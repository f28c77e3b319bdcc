import Kernel
import PublicAPI
import ReviewsRules
import SharedDatabase
import Storage

/// A review as its row has it.
struct ReviewRecord: Sendable {
    let id: ReviewID
    let review: Review

    static func exists(of order: OrderID, in reader: Reader) throws -> Bool {
        try reader.first("SELECT 1 FROM reviews WHERE order_id = ?", order) { _ in true } ?? false
    }

    func insert(in transaction: Transaction) throws {
        try transaction.run(
            """
            INSERT INTO reviews (order_id, id, store, member, stars, text)
            VALUES (?, ?, ?, ?, ?, ?)
            """, review.orderID, id, review.storeID, review.memberID, review.stars, review.text)
    }
}

extension ReviewView {
    init(_ record: ReviewRecord) {
        let review = record.review
        self.init(
            id: record.id, orderID: review.orderID, storeID: review.storeID,
            memberID: review.memberID, stars: review.stars, text: review.text,
            writtenAt: review.writtenAt)
    }
}
