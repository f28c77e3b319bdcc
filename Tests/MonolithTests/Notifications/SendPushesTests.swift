import Kernel
import ProviderAPI
import ProviderDoor
import PublicAPI
import PublicDoor
import Testing

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
            // Those of one batch were sent in one moment, the later batch later.
            let last = try await shop.owner.pushes(limit: 21).map(\.sentAt)
            #expect(Set(last.prefix(20)).count == 1)
            let (earlier, later) = try (#require(last[20]), #require(last[0]))
            #expect(earlier < later)
        }
    }
}

extension Person {
    fileprivate func pushes(limit: Int) async throws -> [NotificationView] {
        try await client.call(PublicAPI.myNotifications, query: PageQuery(limit: limit))
            .answer.items
    }
}
