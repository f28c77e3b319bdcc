import EventLoop
import HTTP
import Testing

@Suite struct ServerKeepAliveTests {
    @Test(arguments: Ground.both)
    func `a connection serves one request after the other`(ground: Ground) async throws {
        try await World.run(on: ground) { world in
            let site = try await world.serve { .text($0.target.path) }
            let wire = try await site.connect()
            for path in ["/a", "/b", "/c"] {
                try await wire.get(path)
                let reply = try await wire.reply()
                #expect(reply.status == 200)
                #expect(reply.text == path)
                #expect(reply["content-length"] == "2")
                #expect(!reply.saysClose)
            }
        }
    }

    @Test(arguments: Ground.both)
    func `a client that says close is answered with close and an end`(ground: Ground) async throws {
        try await World.run(on: ground) { world in
            let site = try await world.serve { _ in .text("bye") }
            let wire = try await site.connect()
            try await wire.get("/", "connection: close")
            let reply = try await wire.reply()
            #expect(reply.saysClose)
            #expect(await wire.ends())
        }
    }

    @Test(arguments: Ground.both)
    func `a client that has finished writing still gets its answer`(ground: Ground) async throws {
        try await World.run(on: ground) { world in
            let site = try await world.serve { _ in
                try await world.server.sleep(milliseconds: 20)
                return .text("late")
            }
            let wire = try await site.connect()
            try await wire.get("/")
            wire.stream.finishWriting()
            #expect(try await wire.reply().text == "late")
            #expect(await wire.ends())
        }
    }

    @Test func `an empty line before a request is forgiven`() async throws {
        try await World.run { world in
            let site = try await world.serve { .text($0.target.path) }
            let wire = try await site.connect()
            try await wire.get("/first")
            try await wire.send("\r\n")
            #expect(try await wire.reply().text == "/first")
            try await wire.get("/second")
            #expect(try await wire.reply().text == "/second")
        }
    }

    @Test(arguments: Ground.both)
    func `a handler stays on the loop that read its request`(ground: Ground) async throws {
        try await World.run(on: ground) { world in
            let site = try await world.serve { _ in
                let before = EventLoop.current === world.server
                try await world.server.sleep(milliseconds: 1)
                async let child = EventLoop.current === world.server
                let after = EventLoop.current === world.server
                return .text("\(before) \(await child) \(after)")
            }
            let wire = try await site.connect()
            try await wire.get("/")
            #expect(try await wire.reply().text == "true true true")
        }
    }

    @Test func `no two of a hundred connections get each other's answers`() async throws {
        try await World.run { world in
            let site = try await world.serve { request in
                try await world.server.sleep(milliseconds: request.target.path.utf8.count % 7)
                return .text(request.target.path)
            }
            try await withThrowingTaskGroup(of: Void.self) { group in
                for number in 0..<100 {
                    group.addTask {
                        let wire = try await site.connect()
                        for round in 0..<5 {
                            let path = "/" + String(repeating: "x", count: number) + "\(round)"
                            try await wire.get(path)
                            #expect(try await wire.reply().text == path)
                        }
                    }
                }
                try await group.waitForAll()
            }
        }
    }

    @Test(.timeLimit(.minutes(10)))
    func `connections beyond the limit wait until one ends`() async throws {
        try await World.run(on: .sockets) { world in
            var limits = ServerLimits()
            limits.connections = 2
            let site = try await world.serve(limits) { _ in .text("served") }
            let first = try await site.connect()
            let second = try await site.connect()
            for wire in [first, second] {
                try await wire.get("/")
                #expect(try await wire.reply().status == 200)
            }
            let third = try await site.connect()
            try await third.get("/")
            try await world.sleep(milliseconds: 50)
            #expect(!third.stream.hasArrivals)
            first.stream.close()
            #expect(try await third.reply().text == "served")
        }
    }
}
