import DeliveryRules
import EventLoop
import Kernel
import PublicAPI
import PublicDoor
import Storage

extension Monolith {
    /// A rider who goes on shift, or comes near, may get a delivery that waits: in the same
    /// transaction.
    func setShift(
        _ call: Call<NoID, NoQuery, ShiftForm>, _ caller: Caller
    ) async throws -> Reply<ShiftView> {
        let occasion = self.occasion()
        let form = call.body
        let rider = try await database.write { transaction in
            let found = try RiderRecord.find(caller.member, in: transaction)
            var rider =
                found
                ?? RiderRecord(member: caller.member, shift: .off, place: Place(x: 0, y: 0))
            switch form {
            case .on(let place):
                rider.place = place
                rider.shift.goOn(at: place, now: occasion.now)
            case .off: try rider.shift.goOff()
            }
            try rider.keep(at: occasion.now, in: transaction)
            if case .idle(let place, _) = rider.shift {
                try Deliveries.findWork(
                    for: rider.member, at: place, on: occasion, in: transaction)
            }
            return try RiderRecord.find(caller.member, in: transaction) ?? rider
        }
        bells.pushes.ring()
        return reply(ShiftView(rider.shift))
    }
}

extension ShiftView {
    fileprivate init(_ shift: Shift) {
        switch shift {
        case .off: self.init(isOnShift: false, place: nil, deliveryID: nil)
        case .idle(let place, _): self.init(isOnShift: true, place: place, deliveryID: nil)
        case .busy(let delivery): self.init(isOnShift: true, place: nil, deliveryID: delivery)
        }
    }
}
