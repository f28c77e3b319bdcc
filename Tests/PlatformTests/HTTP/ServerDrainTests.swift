import EventLoop
import HTTP
import Testing

@Suite struct ServerDrainTests {
    private static let slow: Handler = { request in
        if let milliseconds = Int(request.target.path.dropFirst()) {
            try await ServerTimeLimitTests.stubbornly(EventLoop.here, milliseconds)
        }
        return .text("done")
    }

    @Test(arguments: Ground.both)
    func `what is in flight finishes and says close; idle connections end`(
        ground: Ground
    ) async throws {
        try await World.run(on: ground) { world in
            let asked = Record<String>()
            let isLetGo = Record<Bool>()
            let site = try await world.serve { request in
                asked.add(request.target.path)
                while request.target.path == "/held", isLetGo.count == 0 {
                    try await EventLoop.here.sleep(milliseconds: 1)
                }
                return .text("done")
            }
            let idle = try await site.connect()
            try await idle.get("/")
            #expect(try await idle.reply().saysClose == false)
            let fresh = try await site.connect()
            let busy = try await site.connect()
            try await busy.get("/held")
            while asked.count < 2 { try await world.sleep(milliseconds: 1) }
            async let drained: Void = site.drain(withinMilliseconds: 60_000)
            #expect(await idle.ends())
            #expect(await fresh.ends())
            isLetGo.add(true)
            let reply = try await busy.reply()
            #expect(reply.text == "done")
            #expect(reply.saysClose)
            busy.stream.close()
            try await drained
        }
    }

    @Test func `a request that arrived together with the drain is answered`() async throws {
        try await World.run { world in
            let site = try await world.serve(handler: Self.slow)
            let idle = try await site.connect()
            try await idle.get("/")
            _ = try await idle.reply()
            try await idle.get("/")
            // As long as a message needs: it arrives while the server begins to drain.
            async let drained: Void = on(world.server) {
                try await world.server.sleep(milliseconds: 1)
                await site.server.drain(by: world.server.now.advanced(byMilliseconds: 5_000))
            }
            #expect(try await idle.reply().text == "done")
            idle.stream.close()
            try await drained
        }
    }

    @Test func `pipelined requests that were read before the drain are answered`() async throws {
        try await World.run { world in
            let site = try await world.serve(handler: Self.slow)
            let wire = try await site.connect()
            try await wire.send(
                (0..<3).map { _ in "GET /100 HTTP/1.1\r\nhost: t\r\n\r\n" }.joined())
            try await world.sleep(milliseconds: 50)
            async let drained: Void = site.drain(withinMilliseconds: 5_000)
            let first = try await wire.reply()
            #expect(first.text == "done")
            wire.stream.close()
            try await drained
        }
    }

    @Test func `a half-sent head is waited for`() async throws {
        try await World.run { world in
            let site = try await world.serve(handler: Self.slow)
            let wire = try await site.connect()
            try await wire.send("GET / HTTP/1.1\r\nho")
            try await world.sleep(milliseconds: 50)
            async let drained: Void = site.drain(withinMilliseconds: 5_000)
            try await world.sleep(milliseconds: 50)
            try await wire.send("st: t\r\n\r\n")
            let reply = try await wire.reply()
            #expect(reply.text == "done")
            #expect(reply.saysClose)
            wire.stream.close()
            try await drained
        }
    }

    @Test func `at the deadline connections are cut`() async throws {
        try await World.run { world in
            let site = try await world.serve { _ in
                try await world.server.sleep(milliseconds: 20_000)
                return .text("too late")
            }
            let wire = try await site.connect()
            try await wire.get("/")
            try await world.sleep(milliseconds: 10)
            let taken = try await world.milliseconds {
                try await site.drain(withinMilliseconds: 3_000)
            }
            #expect((3_000...3_100).contains(taken))
            #expect(await wire.ends())
            #expect(site.faults.all == [])
        }
    }

    @Test func `a handler that ignores even that does not hold the drain up`() async throws {
        try await World.run { world in
            let site = try await world.serve(handler: Self.slow)
            let wire = try await site.connect()
            try await wire.get("/3600000")
            try await world.sleep(milliseconds: 10)
            let taken = try await world.milliseconds {
                try await site.drain(withinMilliseconds: 3_000)
            }
            #expect((3_000...5_000).contains(taken))
        }
    }

    @Test(arguments: Ground.both)
    func `a drained server takes no new connection`(ground: Ground) async throws {
        try await World.run(on: ground) { world in
            let site = try await world.serve(handler: Self.slow)
            try await site.drain(withinMilliseconds: 100)
            await #expect(throws: StreamError.self) { _ = try await site.connect() }
        }
    }
}

extension EventLoop {
    /// The loop of the task that asks.
    static var here: EventLoop {
        get throws { try #require(current) }
    }
}
