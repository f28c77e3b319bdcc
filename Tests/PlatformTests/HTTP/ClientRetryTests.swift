import EventLoop
import HTTP
import Testing

@Suite struct ClientRetryTests {
    /// Answers so many requests a connection; the next it reads, and closes without a word.
    private func closingServer(
        in world: World, after answered: Int, seen: Record<String>
    ) async throws -> ScriptedServer {
        try await ScriptedServer.start(in: world) { wire, _ in
            for _ in 0..<answered {
                seen.add(try await wire.request().startLine)
                try await wire.send("HTTP/1.1 204 No Content\r\n\r\n")
            }
            seen.add(try await wire.request().startLine)
        }
    }

    @Test(arguments: [Method.get, .put, .delete, .options])
    func `a kept connection that turns out dead is replaced where that is safe`(
        method: HTTP.Method
    ) async throws {
        try await World.run { world in
            let seen = Record<String>()
            let upstream = try await closingServer(in: world, after: 1, seen: seen)
            let client = upstream.client()
            for _ in 0..<4 {
                #expect(try await client.send(Request(method, "/")).status == .noContent)
            }
            #expect(upstream.arrived.count == 4)
            #expect(seen.count == 7)
        }
    }

    @Test(arguments: [Method.post, .patch])
    func `a request that may not be repeated is sent once`(method: HTTP.Method) async throws {
        try await World.run { world in
            let seen = Record<String>()
            let upstream = try await closingServer(in: world, after: 1, seen: seen)
            let client = upstream.client()
            _ = try await client.get()
            await #expect(throws: ClientError.self) {
                _ = try await client.send(Request(method, "/once"))
            }
            #expect(seen.all.count { $0.contains("/once") } == 1)
        }
    }

    @Test func `a streamed body is not sent twice`() async throws {
        try await World.run { world in
            let seen = Record<String>()
            let upstream = try await closingServer(in: world, after: 1, seen: seen)
            let client = upstream.client()
            _ = try await client.get()
            var put = Request(.put, "/once")
            put.body = .stream(ServerResponseTests.pieces(["streamed"]))
            await #expect(throws: ClientError.self) { _ = try await client.send(put) }
            #expect(seen.all.count { $0.contains("/once") } == 1)
        }
    }

    @Test func `a fresh connection that is closed is not tried again`() async throws {
        try await World.run { world in
            let seen = Record<String>()
            let upstream = try await closingServer(in: world, after: 0, seen: seen)
            await #expect(throws: ClientError.self) { _ = try await upstream.client().get() }
            #expect(seen.count == 1)
        }
    }

    @Test(arguments: Ground.both)
    func `a connection the server has closed meanwhile is not even tried`(
        ground: Ground
    ) async throws {
        try await World.run(on: ground) { world in
            let upstream = try await ScriptedServer.start(in: world) { wire, _ in
                try await wire.request()
                try await wire.send("HTTP/1.1 204 No Content\r\n\r\n")
            }
            let client = upstream.client()
            for round in 1...3 {
                // Not idempotent, so no retry could hide it.
                #expect(try await client.send(Request(.post, "/")).status == .noContent)
                try await world.sleep(milliseconds: 20)
                #expect(upstream.arrived.count == round)
            }
        }
    }

    @Test func `many stale connections at once still give every call its answer`() async throws {
        try await World.run { world in
            var limits = ClientLimits()
            limits.connections = 5
            let upstream = try await ScriptedServer.start(in: world) { wire, number in
                try await wire.request()
                try await world.server.sleep(milliseconds: 20)
                try await wire.send("HTTP/1.1 200 OK\r\ncontent-length: 1\r\n\r\nx")
                if number < 5 {
                    try await wire.request()
                } else {
                    while true {
                        try await wire.request()
                        try await wire.send("HTTP/1.1 200 OK\r\ncontent-length: 1\r\n\r\ny")
                    }
                }
            }
            let client = upstream.client(limits)
            for _ in 0..<2 {
                try await withThrowingTaskGroup(of: Void.self) { group in
                    for _ in 0..<5 { group.addTask { _ = try await client.text() } }
                    try await group.waitForAll()
                }
            }
            #expect(upstream.arrived.count == 10)
        }
    }
}
