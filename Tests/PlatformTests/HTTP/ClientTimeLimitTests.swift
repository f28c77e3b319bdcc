import EventLoop
import HTTP
import Testing

@Suite struct ClientTimeLimitTests {
    private func failure(
        _ client: Client, _ request: Request = Request(.get, "/")
    ) async -> ClientError? {
        do throws(ClientError) {
            _ = try await client.send(request)
            return nil
        } catch {
            return error
        }
    }

    private static let silent: ScriptedServer.Script = { wire, _ in
        try await wire.request()
        _ = await wire.everything()
    }

    private func request(_ world: World, deadlineIn milliseconds: Int) -> Request {
        var request = Request(.get, "/")
        request.deadline = world.client.now.advanced(byMilliseconds: milliseconds)
        return request
    }

    @Test func `nobody there is told at once, and that nothing was sent`() async throws {
        try await World.run { world in
            let client = Client(
                world.freeAddress(), loops: [world.client],
                transport: world.transport(of: "client"))
            let taken = try await world.milliseconds {
                let error = await failure(client)
                #expect(error?.wasNeverSent == true)
                guard case .cannotConnect = error else {
                    Issue.record("not \(String(describing: error))")
                    return
                }
            }
            #expect(taken < 5)
        }
    }

    @Test func `connecting has a limit of its own`() async throws {
        try await World.run { world in
            let upstream = try await ScriptedServer.start(in: world, Self.silent)
            world.network?.partition("client", "server")
            let client = upstream.client()
            let taken = try await world.milliseconds {
                #expect(await failure(client) == .connectTimedOut)
            }
            #expect((1_000...1_001).contains(taken))
            let hurried = try await world.milliseconds {
                let hurry = request(world, deadlineIn: 300)
                #expect(await failure(client, hurry) == .deadlineExceeded)
            }
            #expect((300...301).contains(hurried))
        }
    }

    @Test func `the first byte has a limit of its own`() async throws {
        try await World.run { world in
            let upstream = try await ScriptedServer.start(in: world, Self.silent)
            let client = upstream.client()
            let taken = try await world.milliseconds {
                #expect(await failure(client) == .firstByteTimedOut)
            }
            #expect((10_000...10_001).contains(taken))
            let hurried = try await world.milliseconds {
                let hurry = request(world, deadlineIn: 300)
                #expect(await failure(client, hurry) == .deadlineExceeded)
            }
            #expect((300...301).contains(hurried))
        }
    }

    @Test func `the first byte is waited for from the request's last byte on`() async throws {
        try await World.run { world in
            let upstream = try await ScriptedServer.start(in: world) { wire, _ in
                try await wire.request()
                try await world.server.sleep(milliseconds: 8_000)
                try await wire.send("HTTP/1.1 204 No Content\r\n\r\n")
            }
            let sent = Record<Int>()
            let slow = BodyStream {
                guard sent.count < 12 else { return nil }
                sent.add(1)
                try await world.sleep(milliseconds: 1_000)
                return [1]
            }
            var post = Request(.post, "/")
            post.body = .stream(slow)
            let response = try await upstream.client().send(post)
            #expect(response.status == .noContent)
        }
    }

    @Test func `a deadline ends the wait for a connection`() async throws {
        try await World.run { world in
            var limits = ClientLimits()
            limits.connections = 1
            let upstream = try await ScriptedServer.start(in: world, Self.silent)
            let client = upstream.client(limits)
            async let first = failure(client)
            try await world.sleep(milliseconds: 10)
            let taken = try await world.milliseconds {
                let hurry = request(world, deadlineIn: 300)
                #expect(await failure(client, hurry) == .deadlineExceeded)
            }
            #expect((300...301).contains(taken))
            #expect(await first == .firstByteTimedOut)
        }
    }

    @Test func `a deadline that has passed sends nothing`() async throws {
        try await World.run { world in
            let upstream = try await ScriptedServer.start(in: world, Self.silent)
            let late = request(world, deadlineIn: 0)
            #expect(await failure(upstream.client(), late) == .deadlineExceeded)
            #expect(upstream.arrived.count == 0)
        }
    }

    @Test(arguments: ["text/event-stream", "Text/Event-Stream ;charset=utf-8"])
    func `a stream of events is cut when it falls silent, however long it has lasted`(
        type: String
    ) async throws {
        try await World.run { world in
            let upstream = try await ScriptedServer.start(in: world) { wire, _ in
                try await wire.request()
                try await wire.send(
                    "HTTP/1.1 200 OK\r\ncontent-type: \(type)\r\n"
                        + "transfer-encoding: chunked\r\n\r\n")
                for _ in 0..<5 {
                    try await world.server.sleep(milliseconds: 40_000)
                    try await wire.send("3\r\n:\n\n\r\n")
                }
                _ = await wire.everything()
            }
            guard case .stream(let body) = try await upstream.client().get().body else {
                Issue.record("no stream")
                return
            }
            let taken = try await world.milliseconds {
                await #expect(throws: ClientError.connectionLost(.timedOut)) {
                    for _ in 0..<6 {
                        _ = try await body.next()
                        // Silent is who is asked and says nothing: it begins with the asking.
                        try await world.sleep(milliseconds: 1_000)
                    }
                }
            }
            #expect((245_990...246_100).contains(taken))
            try await world.sleep(milliseconds: 10)
            #expect(upstream.ended.count == 1)
        }
    }

    @Test(arguments: [0, 40_000])
    func `a body that stops coming is cut at the deadline`(pauseMilliseconds: Int) async throws {
        try await World.run { world in
            let upstream = try await ScriptedServer.start(in: world) { wire, _ in
                try await wire.request()
                try await wire.send("HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\nhalf")
                _ = await wire.everything()
            }
            let response = try await upstream.client().get()
            // Also when nobody pulls at that moment: what has come is not the whole.
            try await world.sleep(milliseconds: pauseMilliseconds)
            await #expect(throws: ClientError.deadlineExceeded) {
                _ = try await response.body.collect(upToBytes: 1_000)
            }
            try await world.sleep(milliseconds: 10)
            #expect(upstream.ended.count == 1)
        }
    }

    @Test func `the server is told how long its answer is waited for`() async throws {
        try await World.run { world in
            let upstream = try await ScriptedServer.start(in: world) { wire, _ in
                while true {
                    let asked = try await wire.request()["timeout-milliseconds"] ?? "nothing"
                    let length = "content-length: \(asked.utf8.count)"
                    try await wire.send("HTTP/1.1 200 OK\r\n\(length)\r\n\r\n\(asked)")
                }
            }
            let client = upstream.client()
            _ = try await client.get()
            #expect(try await client.text() == "30000")
            let body = try await client.send(request(world, deadlineIn: 777)).body
            #expect(try await body.collect(upToBytes: 10) == Array("777".utf8))
        }
    }
}
