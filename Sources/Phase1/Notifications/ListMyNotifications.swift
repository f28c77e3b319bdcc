import Kernel
import PublicAPI
import PublicDoor
import SharedDatabase
import Storage

extension Monolith {
    func listMyNotifications(
        _ call: Call<NoID, PageQuery, Nothing>, _ caller: Caller
    ) async throws -> Reply<Page<NotificationView>> {
        let cursor = try PageCursor<NotificationTag>(call.query)
        let views = try await database.read { reader in
            try reader.all(
                """
                SELECT id, kind, order_id, text, sent_at FROM notifications
                WHERE member = ? AND id < ? ORDER BY id DESC LIMIT ?
                """, caller.member, cursor.before, cursor.readLimit, row: NotificationView.init)
        }
        return Reply(cursor.page(of: views, by: \.id) { $0 })
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
