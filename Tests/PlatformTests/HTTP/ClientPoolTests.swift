import EventLoop
import HTTP
import Testing

@Suite struct ClientPoolTests {
    @Test(arguments: Ground.both)
    func `one connection serves calls that follow each other`(ground: Ground) async throws {
        try await World.run(on: ground) { world in
            let upstream = try await ScriptedServer.start(in: world) { wire, number in
                while true {
                    try await wire.request()
                    try await wire.send("HTTP/1.1 200 OK\r\ncontent-length: 1\r\n\r\n\(number)")
                }
            }
            let client = upstream.client()
            for _ in 0..<10 { #expect(try await client.text() == "0") }
            #expect(upstream.arrived.count == 1)
        }
    }

    @Test(arguments: [
        "HTTP/1.1 200 OK\r\ncontent-length: 1\r\nconnection: close\r\n\r\nx",
        "HTTP/1.0 200 OK\r\ncontent-length: 1\r\n\r\nx",
        "HTTP/1.1 200 OK\r\ncontent-length: 1\r\n\r\nxtoo much",
    ])
    func `a connection is not used again after this answer`(answer: String) async throws {
        try await World.run { world in
            let upstream = try await ScriptedServer.start(in: world) { wire, _ in
                while true {
                    try await wire.request()
                    try await wire.send(answer)
                }
            }
            let client = upstream.client()
            for _ in 0..<3 { #expect(try await client.text() == "x") }
            #expect(upstream.arrived.count == 3)
        }
    }

    @Test func `calls beyond the limit wait, first come, first served`() async throws {
        try await World.run { world in
            var limits = ClientLimits()
            limits.connections = 2
            let site = try await world.serve { request in
                try await world.server.sleep(milliseconds: 10)
                return .text(request.target.path)
            }
            let client = site.client(limits)
            let served = Record<Int>()
            try await withThrowingTaskGroup(of: Void.self) { group in
                for number in 0..<30 {
                    // Begun in this order, one after the other.
                    try await world.sleep(milliseconds: 1)
                    group.addTask {
                        _ = try await client.get().body.collect(upToBytes: 10)
                        served.add(number)
                    }
                }
                try await group.waitForAll()
            }
            let disorder = zip(served.all, served.all.dropFirst()).count { $0 > $1 + 1 }
            #expect(disorder == 0, "\(served.all)")
        }
    }

    @Test func `who has waited goes before who has just come`() async throws {
        try await World.run { world in
            var limits = ClientLimits()
            limits.connections = 1
            let site = try await world.serve { _ in
                try await world.server.sleep(milliseconds: 10)
                return Response(.noContent)
            }
            let client = site.client(limits)
            let served = Record<String>()
            try await withThrowingTaskGroup(of: Void.self) { group in
                // Calls again at once, each time its call is done: it must not starve the other.
                group.addTask {
                    for _ in 0..<10 {
                        _ = try await client.get()
                        served.add("greedy")
                    }
                }
                group.addTask {
                    try await world.sleep(milliseconds: 5)
                    _ = try await client.get()
                    served.add("patient")
                }
                try await group.waitForAll()
            }
            #expect(served.all.firstIndex(of: "patient") ?? .max <= 2, "\(served.all)")
        }
    }

    @Test func `when enough wait, the next is told at once`() async throws {
        try await World.run { world in
            var limits = ClientLimits()
            limits.connections = 1
            limits.waiting = 2
            let site = try await world.serve { _ in
                try await world.server.sleep(milliseconds: 100)
                return .text("x")
            }
            let client = site.client(limits)
            let outcomes = Record<String>()
            await withTaskGroup(of: Void.self) { group in
                for _ in 0..<5 {
                    group.addTask {
                        switch await caught({ try await client.text() }) {
                        case .success: outcomes.add("answered")
                        case .failure(let error): outcomes.add("\(error)")
                        }
                    }
                }
            }
            #expect(outcomes.all.count { $0 == "answered" } == 3)
            #expect(outcomes.all.prefix(2).allSatisfy { $0 == "\(ClientError.tooManyWaiting)" })
        }
    }

    @Test func `a wait that ends by its deadline does not swallow another's turn`() async throws {
        try await World.run { world in
            var limits = ClientLimits()
            limits.connections = 1
            let upstream = try await ScriptedServer.start(in: world) { wire, _ in
                while true {
                    try await wire.request()
                    try await world.server.sleep(milliseconds: 100)
                    try await wire.send("HTTP/1.1 204 No Content\r\n\r\n")
                }
            }
            let client = upstream.client(limits)
            let start = world.client.now
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { _ = try await client.get() }
                // Many deadlines around the moment at which the connection becomes free.
                for extra in 0..<200 {
                    group.addTask {
                        var request = Request(.get, "/")
                        request.deadline = start.advanced(
                            byNanoseconds: UInt64(
                                100_000_000 + extra * 2_000))
                        _ = try? await client.send(request)
                    }
                }
                group.addTask { _ = try await client.get() }
                try await group.waitForAll()
            }
        }
    }

    @Test func `an idle connection is closed before the server would`() async throws {
        try await World.run { world in
            let upstream = try await ScriptedServer.start(in: world) { wire, _ in
                while true {
                    try await wire.request()
                    try await wire.send("HTTP/1.1 204 No Content\r\n\r\n")
                }
            }
            let client = upstream.client()
            _ = try await client.get()
            try await world.sleep(milliseconds: 49_000)
            #expect(upstream.ended.count == 0)
            try await world.sleep(milliseconds: 2_000)
            #expect(upstream.ended.count == 1)
            _ = try await client.get()
            #expect(upstream.arrived.count == 2)
        }
    }

    @Test func `a client that was closed keeps no connection`() async throws {
        try await World.run { world in
            let upstream = try await ScriptedServer.start(in: world) { wire, _ in
                while true {
                    try await wire.request()
                    try await world.server.sleep(milliseconds: 50)
                    try await wire.send("HTTP/1.1 204 No Content\r\n\r\n")
                }
            }
            let client = upstream.client()
            _ = try await client.get()
            async let underWay = client.get()
            try await world.sleep(milliseconds: 10)
            await client.close()
            #expect(try await underWay.status == .noContent)
            try await world.sleep(milliseconds: 10)
            #expect(upstream.arrived.count == upstream.ended.count)
        }
    }
}
