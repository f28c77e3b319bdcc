import EventLoop
import HTTP
import Testing

/// Calls of every kind while connections are cut, hosts parted, handlers slow and callers impatient:
/// whatever an answer is, it is the right one, and afterwards nothing is left in use.
@Suite struct ClientFaultPropertyTests {
    private static let connections = 4

    @Test(arguments: 1...40 as ClosedRange<UInt64>)
    func `after any faults every connection of the pool can be had again`(
        seed: UInt64
    ) async throws {
        try await World.run(on: .simulated(seed: seed)) { world in
            let together = Record<Int>()
            let site = try await world.serve(handler: Self.handler(world, together, seed))
            var limits = ClientLimits()
            limits.connections = Self.connections
            limits.connectMilliseconds = 500
            limits.firstByteMilliseconds = 3_000
            limits.totalMilliseconds = 5_000
            let client = site.client(limits)
            let isOver = Record<Bool>()
            world.network?.latencyNanoseconds = 10_000...3_000_000
            world.network?.lossPercent = 3
            await withTaskGroup(of: Void.self) { group in
                group.addTask { await Self.makeTrouble(in: world, seed, until: isOver) }
                await withTaskGroup(of: Void.self) { calls in
                    for number in UInt64(0)..<60 {
                        calls.addTask { await Self.call(client, world, seed &* 1_000 + number) }
                    }
                }
                isOver.add(true)
            }
            try await world.sleep(milliseconds: 60_000)
            try await Self.useAll(of: client)
            await client.close()
            try await world.sleep(milliseconds: 100)
            let drained = try await world.milliseconds {
                try await site.drain(withinMilliseconds: 10_000)
            }
            #expect(drained < 100)
        }
    }

    /// Each of these calls is answered only when all are being handled at once.
    private static func useAll(of client: Client) async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<connections {
                group.addTask {
                    let answer = try await client.text("/together")
                    #expect(answer == "all")
                }
            }
            try await group.waitForAll()
        }
    }

    private static func handler(
        _ world: World, _ together: Record<Int>, _ seed: UInt64
    ) -> Handler {
        let random = Lock(SeededGenerator(seed: seed))
        return { request in
            let draw = random.withLock { Int.random(in: 0..<1_000, using: &$0) }
            if request.target.path == "/together" {
                together.add(1)
                while together.count < connections { try await world.server.sleep(milliseconds: 1) }
                return .text("all")
            }
            if draw < 100 { throw CancellationError() }
            if draw < 300 { try await world.server.sleep(milliseconds: draw * 20) }
            if draw < 400 { return .text("unread", .forbidden) }
            if draw < 700, case .stream(let body) = request.body {
                return Response(body: .stream(BodyStream { try await body.next() }))
            }
            let body = try await request.body.collect(upToBytes: 1 << 20)
            return Response(.ok, .octets, body: .bytes(body))
        }
    }

    private static func call(_ client: Client, _ world: World, _ seed: UInt64) async {
        var random = SeededGenerator(seed: seed)
        try? await world.sleep(milliseconds: .random(in: 0...5_000, using: &random))
        let count = Int.random(in: 0...200_000, using: &random)
        let sent = [UInt8](repeating: UInt8(truncatingIfNeeded: seed), count: count)
        var request = Request(Bool.random(using: &random) ? .post : .put, "/echo")
        request.body = .bytes(sent)
        if Bool.random(using: &random) {
            request.body = .stream(pieces(of: sent, isLengthKnown: Bool.random(using: &random)))
        }
        if Bool.random(using: &random) {
            let limit = Int.random(in: 1...3_000, using: &random)
            request.deadline = world.client.now.advanced(byMilliseconds: limit)
        }
        let asked = request
        let patience = Int.random(in: 1...8_000, using: &random)
        let reads = Int.random(in: 0...3, using: &random)
        await withTaskGroup(of: Void.self) { group in
            group.addTask {
                guard let response = try? await client.send(asked) else { return }
                if reads == 0 { return }  // Dropped with its body unread.
                guard let echoed = try? await response.body.collect(upToBytes: 1 << 20),
                    response.status == .ok
                else { return }
                #expect(echoed == sent, "seed \(seed)")
            }
            group.addTask { try? await world.sleep(milliseconds: patience) }
            await group.next()
            group.cancelAll()
        }
    }

    private static func pieces(of bytes: [UInt8], isLengthKnown: Bool) -> BodyStream {
        let given = Lock(0)
        return BodyStream(length: isLengthKnown ? bytes.count : nil) {
            given.withLock { start in
                guard start < bytes.count else { return nil }
                let end = min(start + 10_000, bytes.count)
                defer { start = end }
                return Array(bytes[start..<end])
            }
        }
    }

    private static func makeTrouble(
        in world: World, _ seed: UInt64, until isOver: Record<Bool>
    ) async {
        var random = SeededGenerator(seed: ~seed)
        while isOver.count == 0 {
            try? await world.sleep(milliseconds: .random(in: 1...400, using: &random))
            if Bool.random(using: &random) {
                world.network?.cutConnections("client", "server")
            } else {
                world.network?.partition("client", "server")
                try? await world.sleep(milliseconds: .random(in: 1...1_500, using: &random))
                world.network?.heal("client", "server")
            }
        }
    }
}
