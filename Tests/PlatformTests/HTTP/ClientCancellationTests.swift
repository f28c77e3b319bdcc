import EventLoop
import HTTP
import Testing

@Suite struct ClientCancellationTests {
    /// Runs a call, cancels it after a while, and tells how it ended and how soon.
    private func cancelled(
        in world: World, after milliseconds: Int = 100,
        _ call: @escaping @Sendable () async throws -> Void
    ) async throws -> (error: ClientError?, milliseconds: Int) {
        let outcome = Record<ClientError?>()
        let taken = try await world.milliseconds {
            await withTaskGroup(of: Void.self) { group in
                group.addTask {
                    guard case .failure(let error) = await caught(call) else { return }
                    outcome.add(error as? ClientError)
                }
                try? await world.sleep(milliseconds: milliseconds)
                group.cancelAll()
            }
        }
        return (outcome.all.first ?? nil, taken)
    }

    @Test func `while it connects`() async throws {
        try await World.run { world in
            let upstream = try await ScriptedServer.start(in: world) { _, _ in }
            world.network?.partition("client", "server")
            let client = upstream.client()
            let end = try await cancelled(in: world) { _ = try await client.get() }
            #expect(end.error == .cancelled)
            #expect(end.milliseconds <= 101)
        }
    }

    @Test func `while it waits for a connection`() async throws {
        try await World.run { world in
            var limits = ClientLimits()
            limits.connections = 1
            let site = try await world.serve { _ in
                try await world.server.sleep(milliseconds: 1_000)
                return .text("x")
            }
            let client = site.client(limits)
            async let first = client.text()
            try await world.sleep(milliseconds: 10)
            let end = try await cancelled(in: world) { _ = try await client.get() }
            #expect(end.error == .cancelled)
            #expect(end.milliseconds <= 101)
            #expect(try await first == "x")
            #expect(try await client.text() == "x")
        }
    }

    @Test func `while it waits for the answer`() async throws {
        try await World.run { world in
            let upstream = try await ScriptedServer.start(in: world) { wire, _ in
                _ = await wire.everything()
            }
            let client = upstream.client()
            let end = try await cancelled(in: world) { _ = try await client.get() }
            #expect(end.error == .cancelled)
            #expect(end.milliseconds <= 101)
            try await world.sleep(milliseconds: 10)
            #expect(upstream.ended.count == 1)
        }
    }

    @Test func `a call that takes long does not keep its loop awake to hear of it`() async throws {
        try await World.run { world in
            let upstream = try await ScriptedServer.start(in: world) { wire, _ in
                _ = await wire.everything()
            }
            let client = upstream.client()
            let before = world.client.turnCount
            let end = try await cancelled(in: world, after: 5_000) { _ = try await client.get() }
            #expect(end.error == .cancelled)
            #expect(world.client.turnCount - before < 50)
        }
    }

    @Test func `soon, when it has only begun to wait for the answer`() async throws {
        try await World.run { world in
            let upstream = try await ScriptedServer.start(in: world) { wire, _ in
                _ = await wire.everything()
            }
            let client = upstream.client()
            let end = try await cancelled(in: world, after: 1) { _ = try await client.get() }
            #expect(end.error == .cancelled)
            #expect(end.milliseconds <= 7)
        }
    }

    @Test func `while it waits for more of the body`() async throws {
        try await World.run { world in
            let upstream = try await ScriptedServer.start(in: world) { wire, _ in
                try await wire.request()
                try await wire.send("HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\nhalf")
                _ = await wire.everything()
            }
            let client = upstream.client()
            let end = try await cancelled(in: world) {
                _ = try await client.get().body.collect(upToBytes: 1_000)
            }
            #expect(end.error == .cancelled)
            #expect(end.milliseconds <= 101)
            try await world.sleep(milliseconds: 10)
            #expect(upstream.ended.count == 1)
        }
    }

    @Test func `while it sends a body nobody takes, and the source of that body`() async throws {
        try await World.run { world in
            let upstream = try await ScriptedServer.start(in: world) { _, _ in
                try await world.server.sleep(milliseconds: 60_000)
            }
            let client = upstream.client()
            let dropped = Record<Bool>()
            let source = Record<Int>()
            let end = try await cancelled(in: world) {
                var post = Request(.post, "/")
                post.body = .stream(
                    BodyStream {
                        source.add(1)
                        if source.count > 3 {
                            do {
                                try await world.sleep(milliseconds: 3_600_000)
                            } catch {
                                dropped.add(true)
                                throw error
                            }
                        }
                        return [1, 2, 3]
                    })
                _ = try await client.send(post)
            }
            #expect(end.error == .cancelled)
            #expect(end.milliseconds <= 101)
            try await world.sleep(milliseconds: 10)
            #expect(dropped.all == [true])
        }
    }

    @Test func `a call in a task that is cancelled already sends nothing`() async throws {
        try await World.run { world in
            let seen = Record<Int>()
            let site = try await world.serve { _ in
                seen.add(1)
                return .text("x")
            }
            let client = site.client()
            let end = try await cancelled(in: world, after: 0) {
                try? await world.sleep(milliseconds: 50)
                _ = try await client.get()
            }
            #expect(end.error == .cancelled)
            try await world.sleep(milliseconds: 100)
            #expect(seen.count == 0)
        }
    }

    @Test func `cancelling one call never ends another on the same connection`() async throws {
        try await World.run(on: .sockets) { world in
            var limits = ClientLimits()
            limits.connections = 1
            let site = try await world.serve { _ in .text("x") }
            let client = site.client(limits)
            for round in 0..<300 {
                let call = TaskScope(loop: world.client).spawn { _ = try? await client.text() }
                // From another thread, about when the call is done.
                async let cancelling: Void = on(world.third) {
                    for _ in 0..<(round % 50) { _ = world.third.unixMilliseconds }
                    call.cancel()
                }
                #expect(try await client.text() == "x")
                try await cancelling
                await call.value
            }
        }
    }
}
