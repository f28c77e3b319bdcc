import Kernel
import PublicAPI
import PublicDoor
import SharedDatabase
import Storage

extension Monolith {
    func listReviews(
        _ call: Call<StoreID, PageQuery, Nothing>
    ) async throws -> Reply<Page<ReviewView>> {
        let cursor = try PageCursor<ReviewTag>(call.query)
        let views = try await database.read { reader in
            guard try Stores.owner(of: call.id, in: reader) != nil else {
                throw Refusal(.storeNotFound)
            }
            return try reader.all(
                """
                SELECT id, order_id, member, stars, text FROM reviews
                WHERE store = ? AND id < ? ORDER BY id DESC LIMIT ?
                """, call.id, cursor.before, cursor.readLimit
            ) { row in
                let id: ReviewID = try row[0]
                return try ReviewView(
                    id: id, orderID: row[1], storeID: call.id, memberID: row[2], stars: row[3],
                    text: row[4], writtenAt: id.madeAt)
            }
        }
        return Reply(cursor.page(of: views, by: \.id) { $0 })
    }
}
