import ProviderAPI
import ProviderDoor
import Testing

/// The statement and the log of pushes.
@Suite struct BookTests {
    private static func push(_ number: Int, text: String = "How was it?") throws -> Push {
        Push(
            id: try #require(ProviderKey("push_\(number)")), recipient: "member_1",
            kind: "write-a-review", subject: "order_\(number)", text: text)
    }

    @Test(arguments: [1, 3, 7, 8, 500])
    func `the statement is whole and in order, whatever the length of its pages`(
        pageLimit: Int
    ) throws {
        try World.run { world in
            for number in 1...7 {
                _ = try await world.payments.charge(payment(number), content())
            }
            let statement = try await world.statement(pageLimit: pageLimit)
            #expect(statement.map(\.position) == Array(1...7))
            #expect(statement.map(\.charge) == (1...7).map { ProviderKey(payment($0)) })
        }
    }

    @Test func `a push is delivered once, however often it is sent`() throws {
        try World.run { world in
            for number in [1, 2, 1, 2, 1] {
                #expect(try await world.pushes.push(PushBatch([Self.push(number)])) == .delivered)
            }
            let log = try await world.pushes.log(after: 0)
            #expect(try log.items.map(\.push) == [Self.push(1), Self.push(2)])
            #expect(log.next == nil)
            let rest = try await world.pushes.log(after: 1, limit: 1)
            #expect(rest.items.map(\.position) == [2])
        }
    }

    @Test func `a full batch of the longest pushes is delivered`() throws {
        try World.run { world in
            let text = String(repeating: "x", count: Push.mostTextBytes)
            let pushes = try (1...PushBatch.mostPushes).map { try Self.push($0, text: text) }
            #expect(try await world.pushes.push(PushBatch(pushes)) == .delivered)
            #expect(try await world.pushes.log(after: 0).items.count == pushes.count)
        }
    }

    @Test func `a push's identifier stands for one message`() throws {
        try World.run { world in
            _ = try await world.pushes.push(PushBatch([Self.push(1)]))
            await #expect(throws: ProviderFault.refused(.keyReused)) {
                try await world.pushes.push(PushBatch([Self.push(1, text: "Was it good?")]))
            }
        }
    }

    @Test func `both books outlive a crash`() throws {
        try World.run { world in
            _ = try await world.payments.charge(payment(1), content())
            _ = try await world.pushes.push(PushBatch([Self.push(1)]))
            world.crash()
            try await world.start()
            #expect(try await world.statement().count == 1)
            #expect(try await world.pushes.log(after: 0).items.count == 1)
        }
    }
}
