import EventLoop
import HTTP
import Testing

@Suite struct ServerContinueTests {
    private static let head =
        "POST / HTTP/1.1\r\nhost: test\r\ncontent-length: 5\r\nexpect: 100-continue\r\n\r\n"

    @Test(arguments: Ground.both)
    func `100 is said when the handler reads`(ground: Ground) async throws {
        try await World.run(on: ground) { world in
            let site = try await world.serve(handler: ServerBodyTests.echo)
            let wire = try await site.connect()
            for body in ["first", "again"] {
                try await wire.send(Self.head)
                #expect(try await wire.reply().status == 100)
                try await wire.send(body)
                let reply = try await wire.reply()
                #expect(reply.text == body)
                #expect(!reply.saysClose)
            }
        }
    }

    @Test(arguments: Ground.both)
    func `100 is not said when the handler does not read, and the connection closes`(
        ground: Ground
    ) async throws {
        try await World.run(on: ground) { world in
            let site = try await world.serve { _ in .text("no, thanks", .forbidden) }
            let wire = try await site.connect()
            try await wire.send(Self.head)
            let reply = try await wire.reply()
            #expect(reply.status == 403)
            #expect(reply.saysClose)
            #expect(await wire.ends())
        }
    }

    @Test func `100 is not said when the body is there already`() async throws {
        try await World.run { world in
            let site = try await world.serve(handler: ServerBodyTests.echo)
            let wire = try await site.connect()
            try await wire.send(Self.head + "hasty")
            #expect(try await wire.reply().text == "hasty")
        }
    }

    @Test func `100 is never said inside of a response`() async throws {
        try await World.run { world in
            let site = try await world.serve { request in
                guard case .stream(let body) = request.body else { return .text("no stream") }
                return Response(body: .stream(BodyStream { try await body.next() }))
            }
            let wire = try await site.connect()
            try await wire.send(Self.head)
            let head = try await wire.head()
            try await wire.send("after")
            let rest = String(decoding: await wire.everything(), as: UTF8.self)
            #expect(head.hasPrefix("HTTP/1.1 200"))
            #expect(rest == "5\r\nafter\r\n0\r\n\r\n")
        }
    }

    @Test func `an HTTP 1.0 client is told nothing of 100`() async throws {
        try await World.run { world in
            let site = try await world.serve(handler: ServerBodyTests.echo)
            let wire = try await site.connect()
            try await wire.send(
                "POST / HTTP/1.0\r\ncontent-length: 3\r\nexpect: 100-continue\r\n\r\n")
            try await world.sleep(milliseconds: 10)
            try await wire.send("old")
            #expect(try await wire.reply().text == "old")
        }
    }

    @Test func `another expectation is refused`() async throws {
        try await World.run { world in
            let site = try await world.serve(handler: ServerBodyTests.echo)
            let wire = try await site.connect()
            try await wire.get("/", "expect: miracles")
            #expect(try await wire.reply().status == 417)
        }
    }
}
