import EventLoop
import HTTP
import Testing

/// All limits at their defaults, under virtual time: hours pass in milliseconds.
@Suite struct ServerTimeLimitTests {
    @Test func `an idle connection is closed without a word`() async throws {
        try await World.run { world in
            let site = try await world.serve { _ in .text("x") }
            let wire = try await site.connect()
            let neverAsked = try await world.milliseconds { #expect(await wire.ends()) }
            #expect((60_000...60_100).contains(neverAsked))
            let other = try await site.connect()
            try await other.get("/")
            _ = try await other.reply()
            try await world.sleep(milliseconds: 40_000)
            try await other.get("/")
            _ = try await other.reply()
            let askedBefore = try await world.milliseconds { #expect(await other.ends()) }
            #expect((59_900...60_100).contains(askedBefore))
        }
    }

    @Test func `a head that drips in is cut with 408, also when it never stops`() async throws {
        try await World.run { world in
            let site = try await world.serve { _ in .text("x") }
            let wire = try await site.connect()
            try await wire.send("GET / HTTP/1.1\r\n")
            let taken = try await world.milliseconds {
                async let dripping = caught {
                    for number in 0..<1_000 {
                        try await wire.send("x-\(number): drip\r\n")
                        try await world.sleep(milliseconds: 1_000)
                    }
                }
                let reply = try await wire.reply()
                #expect(reply.status == 408)
                #expect(reply.text.contains("request-too-slow"))
                #expect(reply.saysClose)
                #expect(await wire.ends())
                wire.stream.close()
                _ = await dripping
            }
            #expect((15_000...17_100).contains(taken))
        }
    }

    @Test(arguments: ["content-length: 1000", "transfer-encoding: chunked"])
    func `a body that drips in is cut with 408`(framing: String) async throws {
        try await World.run { world in
            let site = try await world.serve(handler: ServerBodyTests.echo)
            let wire = try await site.connect()
            try await wire.send("POST / HTTP/1.1\r\nhost: t\r\n\(framing)\r\n\r\n")
            let taken = try await world.milliseconds {
                async let dripping = caught {
                    for _ in 0..<100 {
                        try await wire.send("1\r\n")
                        try await world.sleep(milliseconds: 1_000)
                    }
                }
                let reply = try await wire.reply()
                #expect(reply.status == 408)
                #expect(reply.saysClose)
                wire.stream.close()
                _ = await dripping
            }
            #expect((30_000...32_100).contains(taken))
            #expect(site.faults.all == [])
        }
    }

    @Test func `a response made of a body that stops coming is cut too`() async throws {
        try await World.run { world in
            let site = try await world.serve { request in
                guard case .stream(let body) = request.body else { return .text("no stream") }
                return Response(body: .stream(BodyStream { try await body.next() }))
            }
            let wire = try await site.connect()
            try await wire.send("POST / HTTP/1.1\r\nhost: t\r\ncontent-length: 10\r\n\r\nhalf.")
            let taken = try await world.milliseconds { _ = await wire.everything() }
            #expect((30_000...31_100).contains(taken))
        }
    }

    @Test func `a handler that takes too long is cancelled and answered for with 503`() async throws
    {
        try await World.run { world in
            let seen = Record<String>()
            let site = try await world.serve { _ in
                do {
                    try await world.server.sleep(milliseconds: 3_600_000)
                } catch {
                    seen.add("cancelled")
                    throw error
                }
                return .text("too late")
            }
            let wire = try await site.connect()
            try await wire.get("/")
            let taken = try await world.milliseconds {
                let reply = try await wire.reply()
                #expect(reply.status == 503)
                #expect(reply.text.contains("out-of-time"))
                #expect(reply.saysClose)
            }
            #expect((30_000...30_100).contains(taken))
            #expect(await wire.ends())
            #expect(seen.all == ["cancelled"])
            #expect(site.faults.all == [])
        }
    }

    @Test func `a handler that ignores its cancellation loses the connection`() async throws {
        try await World.run { world in
            let site = try await world.serve { _ in
                for _ in 0..<60 { try? await Self.stubbornly(world.server, 1_000) }
                return .text("too late")
            }
            let wire = try await site.connect()
            try await wire.get("/")
            let taken = try await world.milliseconds { #expect(await wire.ends()) }
            #expect((31_000...31_100).contains(taken))
            try await world.sleep(milliseconds: 60_000)
            #expect(site.faults.all == [])
        }
    }

    @Test func `no request is handled in a task that was cancelled for the one before`()
        async throws
    {
        try await World.run { world in
            let site = try await world.serve { request in
                guard request.target.path == "/slow" else { return .text("\(Task.isCancelled)") }
                try? await world.server.sleep(milliseconds: 3_600_000)
                return .text("recovered")
            }
            let wire = try await site.connect()
            try await wire.get("/slow")
            try await wire.get("/next")
            let reply = try await wire.reply()
            #expect(reply.text == "recovered")
            #expect(reply.saysClose)
            #expect(await wire.ends())
        }
    }

    @Test(arguments: [0, 20_000])
    func `a caller that waits no longer shortens the limit`(bodyBytes: Int) async throws {
        try await World.run { world in
            let site = try await world.serve { request in
                _ = try await request.body.collect(upToBytes: 1 << 20)
                let left = request.deadline?.nanoseconds(since: world.server.now) ?? 0
                #expect(left <= 250_000_000)
                try await world.server.sleep(milliseconds: 3_600_000)
                return .text("too late")
            }
            let wire = try await site.connect()
            let taken = try await world.milliseconds {
                try await wire.send(
                    "POST / HTTP/1.1\r\nhost: t\r\ntimeout-milliseconds: 250\r\n"
                        + "content-length: \(bodyBytes)\r\n\r\n")
                try await world.sleep(milliseconds: 50)
                try await wire.send([UInt8](repeating: 1, count: bodyBytes))
                #expect(try await wire.reply().status == 503)
            }
            #expect((250...260).contains(taken))
        }
    }

    @Test(arguments: ["99999999999999999999999", "-5", "soon", ""])
    func `a timeout that is no number, or more than ours, changes nothing`(value: String)
        async throws
    {
        try await World.run { world in
            let site = try await world.serve { request in
                let left = request.deadline?.nanoseconds(since: world.server.now) ?? 0
                return .text("\(left / 1_000_000)")
            }
            let wire = try await site.connect()
            try await wire.get("/", "timeout-milliseconds: \(value)")
            #expect(try await wire.reply().text == "30000")
        }
    }

    @Test func `a client that takes nothing of its response is cut`() async throws {
        try await World.run { world in
            let ended = Record<Int>()
            let site = try await world.serve { _ in
                Response(
                    body: .stream(
                        BodyStream {
                            [UInt8](repeating: 1, count: 8_192)
                        } whenDropped: {
                            ended.add(Int(world.server.now.nanoseconds / 1_000_000_000))
                        }))
            }
            let wire = try await site.connect()
            let start = Int(world.client.now.nanoseconds / 1_000_000_000)
            try await wire.get("/")
            try await world.sleep(milliseconds: 60_000)
            #expect(ended.all.map { $0 - start } == [30])
            #expect(site.faults.all == [])
        }
    }

    @Test func `a client that reads slowly but steadily is not cut`() async throws {
        try await World.run { world in
            let size = 1 << 20
            let site = try await world.serve { _ in
                Response(.ok, .octets, body: .bytes([UInt8](repeating: 1, count: size)))
            }
            let wire = try await site.connect()
            try await wire.get("/")
            _ = try await wire.head()
            let taken = try await world.milliseconds {
                for _ in 0..<(size / 16_384) {
                    _ = try await wire.take(16_384)
                    try await world.sleep(milliseconds: 5_000)
                }
            }
            #expect(taken > 300_000)
        }
    }

    /// Sleeps although the task is cancelled.
    static func stubbornly(_ loop: EventLoop, _ milliseconds: Int) async throws {
        await withUnsafeContinuation { continuation in
            let moment = loop.now.advanced(byMilliseconds: milliseconds)
            _ = loop.schedule(at: moment) { continuation.resume() }
        }
    }
}
