import Kernel
import PublicAPI
import PublicDoor
import SharedDatabase
import Storage

extension Monolith {
    func listMyNotifications(
        _ call: Call<NoID, PageQuery, Nothing>, _ caller: Caller
    ) async throws -> Reply<Page<NotificationView>> {
        let page = try await database.read { reader in
            let chain = try Chain(
                call.query, from: Notifications.latest(of: caller.member, in: reader))
            return try chain.page { number in
                try reader.first(
                    """
                    SELECT id, kind, order_id, text, (
                            SELECT sent_at FROM push_batches
                            WHERE through >= number ORDER BY through LIMIT 1
                        ), before
                    FROM notifications WHERE number = ? AND member = ?
                    """, number, caller.member
                ) { row in (try NotificationView(row), try row[5]) }
            }
        }
        return Reply(page)
    }
}

extension NotificationView {
    fileprivate init(_ row: borrowing Row) throws {
        let id: NotificationID = try row[0]
        let name: String = try row[1]
        guard let kind = Kind(rawValue: name) else {
            throw StorageError.corrupt("a push of the kind \(name)")
        }
        try self.init(
            id: id, kind: kind, orderID: row[2], text: row[3], createdAt: id.madeAt, sentAt: row[4])
    }
}
