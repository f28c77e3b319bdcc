import EventLoop
import Kernel
import PublicAPI
import PublicDoor
import Storage

extension Monolith {
    typealias DeliveryMove =
        @Sendable (inout DeliveryRecord, Occasion, Transaction) throws -> Void

    /// One move of a delivery by its rider, and the delivery as it is then.
    func move(
        _ id: DeliveryID, by caller: Caller, _ move: @escaping DeliveryMove
    ) async throws -> Reply<DeliveryView> {
        let occasion = self.occasion()
        let view = try await database.write { transaction in
            guard var record = try DeliveryRecord.find(id, in: transaction) else {
                throw Refusal(.deliveryNotFound)
            }
            try move(&record, occasion, transaction)
            guard let name = try Stores.name(of: record.store, in: transaction) else {
                throw StorageError.corrupt("\(id) is of no store")
            }
            return DeliveryView(record, storeName: name, changedAt: occasion.now)
        }
        bells.pushes.ring()
        bells.refunds.ring()
        return reply(view)
    }
}
