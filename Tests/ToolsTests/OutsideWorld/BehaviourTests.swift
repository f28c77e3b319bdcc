import EventLoop
import HTTP
import JSON
import ProviderAPI
import ProviderDoor
import Testing

@Suite struct BehaviourTests {
    private static let charge = #"{"amount":700,"card":"card_ok","reference":"order_7"}"#

    private static func charge(_ key: String, in world: World) async throws -> Int {
        try await world.send(.post, "/payments/charges", key: key, charge).status
    }

    @Test func `while it is down nothing is done`() throws {
        try World.run { world in
            try await world.behave { $0.isDown = true }
            #expect(try await Self.charge("one", in: world) == 503)
            #expect(try await world.send(.get, "/payments/statement").status == 503)
            #expect(try await world.send(.get, "/pushes").status == 503)
            try await world.behave { _ in }
            #expect(try await world.statement().isEmpty)
            #expect(try await Self.charge("one", in: world) == 201)
        }
    }

    @Test func `a failure comes before the effect or after it, and looks the same`() throws {
        try World.run { world in
            try await world.behave { $0.chargeFailurePercent = 100 }
            for number in 1...40 {
                #expect(try await Self.charge("key_\(number)", in: world) == 503)
            }
            let charged = try await world.statement().count
            #expect((1...39).contains(charged), "chance has two sides")
        }
    }

    @Test func `as many calls of each kind fail as are told to`() throws {
        try World.run { world in
            try await world.behave {
                $0.chargeFailurePercent = 30
                $0.askFailurePercent = 100
            }
            var failures = 0
            for number in 1...200 where try await Self.charge("key_\(number)", in: world) == 503 {
                failures += 1
            }
            #expect((40...80).contains(failures))
            #expect(try await world.send(.get, "/payments/charges/key_1").status == 503)
            let push = #"{"id":"p","recipient":"m","kind":"k","subject":"s","text":"t"}"#
            let batch = #"{"pushes":[\#(push)]}"#
            #expect(try await world.send(.post, "/pushes", batch).status == 204)
            try await world.behave { $0.pushFailurePercent = 100 }
            #expect(try await world.send(.post, "/pushes", batch).status == 503)
        }
    }

    @Test func `an answer takes the latency, and at most the jitter more`() throws {
        try World.run { world in
            try await world.behave {
                $0.latencyMilliseconds = 200
                $0.jitterMilliseconds = 100
            }
            var slowest: UInt64 = 0
            for number in 1...30 {
                let began = world.loop.now
                _ = try await Self.charge("key_\(number)", in: world)
                let nanoseconds = world.loop.now.nanoseconds(since: began)
                #expect((200_000_000...305_000_000).contains(nanoseconds))
                slowest = max(slowest, nanoseconds)
            }
            #expect(slowest > 230_000_000, "there is jitter")
        }
    }

    @Test func `how it behaves outlives a crash`() throws {
        try World.run { world in
            try await world.behave {
                $0.askFailurePercent = 17
                $0.isDown = true
            }
            world.crash()
            try await world.start()
            let behaviour: Behaviour = try await world.send(.get, "/behaviour").body.read()
            #expect(behaviour.askFailurePercent == 17)
            #expect(behaviour.isDown)
        }
    }
}
