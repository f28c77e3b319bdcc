import Kernel
import ProviderAPI
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
            let owner = shop.owner.client
            func sent() async throws -> [Moment] {
                try await owner.call(PublicAPI.myNotifications, query: PageQuery(limit: 50))
                    .answer.items.compactMap(\.sentAt)
            }
            try await town.wait { try await sent().count == orders }
            // Those of one call to the provider are marked in one moment. Between two calls lie the
            // 20 ms in which they gather, and the call's own 10.
            let times = try await sent()
            let (first, last) = try (#require(times.min()), #require(times.max()))
            #expect(Set(times).count <= Int(last.milliseconds(since: first)) / 30 + 1)
        }
    }
}
