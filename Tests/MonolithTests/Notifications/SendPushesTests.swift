import EventLoop
import Kernel
import ProviderAPI
import ProviderDoor
import PublicAPI
import PublicDoor
import SharedDatabase
import Storage
import Testing

@testable import MonolithMain

@Suite struct SendPushesTests {
    @Test func `while orders keep coming their pushes go together all the same`() throws {
        try Town.run { town in
            let shop = try await town.shop()
            let customer = try await town.customer(with: 10_000_000)
            // Slow enough that some are placed while a call is under way.
            try await town.behave { $0.latencyMilliseconds = 10 }
            let orders = 50
            for _ in 0..<orders {
                _ = try await town.lunch(at: shop, for: customer)
                try await town.pass(milliseconds: 2)
            }
            func sent() async throws -> [Moment] {
                try await shop.owner.pushes(limit: 50).compactMap(\.sentAt)
            }
            try await town.wait { try await sent().count == orders }
            // Those of one call to the provider are marked in one moment. Between two calls lie the
            // 20 ms in which they gather, and the call's own 10.
            let times = try await sent()
            let (first, last) = try (#require(times.min()), #require(times.max()))
            #expect(Set(times).count <= Int(last.milliseconds(since: first)) / 30 + 1)
        }
    }

    @Test func `what the provider did not take is sent later, in its order and each once`() throws {
        try Town.run { town in
            let provider = PushProvider(at: Town.outsideAddress, in: town.phones)
            let shop = try await town.shop()
            let customer = try await town.customer(with: 10_000_000)
            try await town.behave { $0.isDown = true }
            // More than go into one batch.
            var orders: [String] = []
            for _ in 0..<PushBatch.mostPushes + 20 {
                orders.append(try await town.lunch(at: shop, for: customer).id.description)
            }
            try await town.pass(milliseconds: 30_000)
            #expect(try await shop.owner.pushes(limit: 50).allSatisfy { $0.sentAt == nil })

            // A call that fails has had its effect, or has not.
            try await town.behave { $0.pushFailurePercent = 60 }
            try await town.wait { try await shop.owner.pushes(limit: 1).first?.sentAt != nil }
            try await town.behave { _ in }
            let log = try await provider.log(after: 0).items
            #expect(log.map(\.push.subject) == orders)
            // In two calls; and what a call repeated, the provider knew.
            #expect(try await town.writtenPushes().batches == 2)
            let last = try await shop.owner.pushes(limit: 21).map(\.sentAt)
            #expect(Set(last.prefix(20)).count == 1)
            let (earlier, later) = try (#require(last[20]), #require(last[0]))
            #expect(earlier < later)
        }
    }

    @Test func `a refused push holds up all behind it, without haste, until it is mended`() throws {
        try Town.run { town in
            let provider = PushProvider(at: Town.outsideAddress, in: town.phones)
            let shop = try await town.shop()
            let customer = try await town.customer(with: 10_000_000)
            try await town.behave { $0.isDown = true }
            let first = try await town.lunch(at: shop, for: customer)
            let text = try await town.replaceText(
                ofPushAbout: first.id, by: String(repeating: "x", count: Push.mostTextBytes + 1))
            try await town.behave { _ in }
            for _ in 0..<100 {
                _ = try await town.lunch(at: shop, for: customer)
                try await town.pass(milliseconds: 100)
            }
            #expect(try await provider.log(after: 0).items.isEmpty)
            #expect((3...8).contains(town.logged("pushes-refused")))
            _ = try await town.replaceText(ofPushAbout: first.id, by: text)
            try await town.wait { try await shop.owner.pushes(limit: 1).first?.sentAt != nil }
            #expect(try await provider.log(after: 100).items.count == 1)
        }
    }

    @Test(arguments: 1...8 as ClosedRange<UInt64>)
    func `wherever a crash comes, all that is written is sent, in its order`(seed: UInt64) throws {
        try Town.run(seed: seed) { town in
            let provider = PushProvider(at: Town.outsideAddress, in: town.phones)
            let shop = try await town.shop()
            let customer = try await town.customer(with: 10_000_000)
            try await town.behave { $0.latencyMilliseconds = 5 }
            for _ in 0..<12 {
                for _ in 0..<3 { _ = try await town.lunch(at: shop, for: customer) }
                let moment = Int.random(in: 0..<40, using: &town.simulation.random)
                try await town.pass(milliseconds: moment)
                town.crashMonolith()
                try await town.startMonolith()
            }
            try await town.wait { try await shop.owner.pushes(limit: 1).first?.sentAt != nil }
            let written = try await town.writtenPushes().ids
            #expect(written.count == 36)
            let log = try await provider.log(after: 0).items
            #expect(log.map(\.push.id) == written.map { ProviderKey($0) }, "seed \(seed)")
        }
    }
}

extension Town {
    fileprivate func database() throws -> Database { try #require(monolith?.database) }

    /// In their order, and in how many calls they were sent.
    fileprivate func writtenPushes() async throws -> (ids: [NotificationID], batches: Int) {
        try await database().read { reader in
            let ids = try reader.all("SELECT id FROM notifications ORDER BY number") {
                try $0[0] as NotificationID
            }
            let batches = try reader.first("SELECT count(*) FROM push_batches") { try $0[0] as Int }
            return (ids, batches ?? 0)
        }
    }

    /// Gives the text that was there.
    fileprivate func replaceText(
        ofPushAbout order: OrderID, by text: String
    ) async throws -> String {
        try await database().write { transaction in
            let old = try transaction.first(
                "SELECT text FROM notifications WHERE order_id = ?", order
            ) { try $0[0] as String }
            try transaction.run("UPDATE notifications SET text = ? WHERE order_id = ?", text, order)
            return try #require(old)
        }
    }
}

extension Person {
    fileprivate func pushes(limit: Int) async throws -> [NotificationView] {
        try await client.call(PublicAPI.myNotifications, query: PageQuery(limit: limit))
            .answer.items
    }
}
