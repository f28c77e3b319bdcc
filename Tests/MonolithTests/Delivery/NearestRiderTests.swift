import DeliveryRules
import EventLoop
import Kernel
import Storage
import Testing

@testable import MonolithMain

@Suite struct NearestRiderTests {
    @Test(arguments: 1...4 as ClosedRange<UInt64>)
    func `looking nearby first finds whom dispatch would choose of all`(seed: UInt64) throws {
        try Town.run(seed: seed) { town in
            let database = try #require(town.monolith?.database)
            var riders: [Dispatch.IdleRider] = []
            for _ in 0..<6 {
                let place = Place(x: town.draw(-6_000...6_000), y: town.draw(-6_000...6_000))
                let rider = try await town.rider(at: place)
                let record = try await database.read { reader in
                    try RiderRecord.find(rider.id, in: reader)
                }
                guard case .idle(let place, let since) = try #require(record).shift else {
                    continue
                }
                riders.append(Dispatch.IdleRider(id: rider.id, place: place, idleSince: since))
            }
            for _ in 0..<200 {
                let pickup = Place(x: town.draw(-6_000...6_000), y: town.draw(-6_000...6_000))
                let found = try await database.read { reader in
                    try RiderRecord.nearestIdle(to: pickup, in: reader)
                }
                #expect(found == Dispatch.rider(forPickupAt: pickup, among: riders), "seed \(seed)")
            }
        }
    }
}

extension Town {
    fileprivate func draw(_ range: ClosedRange<Int>) -> Int {
        .random(in: range, using: &simulation.random)
    }
}
