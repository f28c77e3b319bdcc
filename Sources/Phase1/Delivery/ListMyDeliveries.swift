import Kernel
import PublicAPI
import PublicDoor
import SharedDatabase
import Storage

extension Monolith {
    func listMyDeliveries(
        _ call: Call<NoID, PageQuery, Nothing>, _ caller: Caller
    ) async throws -> Reply<Page<DeliveryView>> {
        let cursor = try PageCursor<DeliveryTag>(call.query)
        let views = try await database.read { reader in
            try reader.all(
                """
                SELECT d.id, d.store, d.fee, d.from_x, d.from_y, d.to_x, d.to_y, d.accepted_at,
                       d.state, d.rider, s.name, d.changed_at
                FROM deliveries AS d JOIN stores AS s ON s.id = d.store
                WHERE d.rider = ? AND d.id < ? ORDER BY d.id DESC LIMIT ?
                """, caller.member, cursor.before, cursor.readLimit
            ) { row in
                try DeliveryView(
                    DeliveryRecord(row), storeName: row[10], changedAt: row[11])
            }
        }
        return Reply(cursor.page(of: views, by: \.id) { $0 })
    }
}
