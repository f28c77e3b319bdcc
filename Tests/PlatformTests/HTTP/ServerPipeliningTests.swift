import EventLoop
import HTTP
import Testing

@Suite struct ServerPipeliningTests {
    @Test(arguments: Ground.both)
    func `answers come in the order of the requests, however slow each is`(ground: Ground)
        async throws
    {
        try await World.run(on: ground) { world in
            let site = try await world.serve { request in
                let number = Int(request.target.path.dropFirst()) ?? 0
                try await world.server.sleep(milliseconds: number % 3 == 0 ? 20 : 0)
                return .text("\(number)")
            }
            let wire = try await site.connect()
            let requests = (0..<20).map { "GET /\($0) HTTP/1.1\r\nhost: test\r\n\r\n" }
            try await wire.send(requests.joined())
            for number in 0..<20 {
                #expect(try await wire.reply().text == "\(number)")
            }
        }
    }

    @Test func `bodies of pipelined requests stay with their requests`() async throws {
        try await World.run { world in
            let site = try await world.serve { request in
                let body = try await request.body.collect(upToBytes: 1 << 20)
                return Response(.ok, .octets, body: .bytes(body))
            }
            let wire = try await site.connect()
            let bodies = [0, 1, 40_000, 3, 70_000, 0, 5].map { String(repeating: "b", count: $0) }
            let everything = bodies.map { body in
                "POST / HTTP/1.1\r\nhost: test\r\ncontent-length: \(body.utf8.count)\r\n\r\n" + body
            }
            async let sent: Void = wire.send(everything.joined())
            for body in bodies {
                #expect(try await wire.reply().text == body)
            }
            try await sent
        }
    }

    @Test func `a pipelined request behind an unread small body is found`() async throws {
        try await World.run { world in
            let site = try await world.serve { .text($0.target.path) }
            let wire = try await site.connect()
            try await wire.post("/unread", String(repeating: "u", count: 30_000))
            try await wire.get("/next")
            #expect(try await wire.reply().text == "/unread")
            #expect(try await wire.reply().text == "/next")
        }
    }

    @Test func `requests behind one that closes are not answered`() async throws {
        try await World.run { world in
            let seen = Record<String>()
            let site = try await world.serve { request in
                seen.add(request.target.path)
                return .text(request.target.path)
            }
            let wire = try await site.connect()
            try await wire.send(
                "GET /last HTTP/1.1\r\nhost: test\r\nconnection: close\r\n\r\n"
                    + "GET /ignored HTTP/1.1\r\nhost: test\r\n\r\n")
            #expect(try await wire.reply().text == "/last")
            #expect(await wire.ends())
            #expect(seen.all == ["/last"])
        }
    }

    @Test func `after a malformed request nothing more is answered`() async throws {
        try await World.run { world in
            let site = try await world.serve { .text($0.target.path) }
            let wire = try await site.connect()
            try await wire.send(
                "GET /good HTTP/1.1\r\nhost: test\r\n\r\nGET /bad HTTP/1.1\r\n\r\n"
                    + "GET /ignored HTTP/1.1\r\nhost: test\r\n\r\n")
            #expect(try await wire.reply().text == "/good")
            let refusal = try await wire.reply()
            #expect(refusal.status == 400)
            #expect(refusal["content-type"] == "application/problem+json")
            #expect(refusal.text.contains("malformed-host"))
            #expect(refusal.saysClose)
            #expect(await wire.ends())
        }
    }
}
