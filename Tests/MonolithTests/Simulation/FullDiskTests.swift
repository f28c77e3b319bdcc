import HTTP
import Kernel
import PublicAPI
import PublicDoor
import Storage
import Testing

@Suite struct FullDiskTests {
    @Test func `a full disk refuses, loses nothing, and serves again when there is room`() throws {
        try Town.run { town in
            let shop = try await town.shop()
            let customer = try await town.customer()
            let before = try await town.lunch(at: shop, for: customer)
            let form = town.lunchForm(at: shop)

            town.monolithDisk.setCapacity(bytes: town.monolithDisk.usedBytes)
            var refusal: PublicProblem?
            // What is left of the last page of the log may still be enough for a few.
            for number in 0..<50 where refusal == nil {
                do { _ = try await town.order(form, by: customer, key: "key-\(number)") } catch let
                    problem as PublicProblem
                { refusal = problem }
            }
            #expect(refusal?.status == 507 && refusal?.known == .storageFull)
            #expect(try await town.see(before.id, as: customer).id == before.id)

            town.monolithDisk.setCapacity(bytes: .max)
            let after = try await town.order(form, by: customer)
            #expect(after.state == .paid)
            try await town.expectCleanAudit()
        }
    }
}
