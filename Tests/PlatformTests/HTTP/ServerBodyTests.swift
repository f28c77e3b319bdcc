import EventLoop
import HTTP
import Testing

@Suite struct ServerBodyTests {
    static let echo: Handler = { request in
        let body = try await request.body.collect(upToBytes: 1 << 24)
        return Response(.ok, .octets, body: .bytes(body))
    }

    @Test(arguments: Ground.both)
    func `a chunked request is put together, extensions and trailers left out`(
        ground: Ground
    ) async throws {
        try await World.run(on: ground) { world in
            let site = try await world.serve(handler: Self.echo)
            let wire = try await site.connect()
            try await wire.send(
                "POST / HTTP/1.1\r\nhost: test\r\ntransfer-encoding: chunked\r\n\r\n"
                    + "5;note=\"x\"\r\nhello\r\n1\r\n \r\n0A\r\nwide world\r\n0\r\nx-t: 1\r\n\r\n")
            #expect(try await wire.reply().text == "hello wide world")
            try await wire.post("/", "next")
            #expect(try await wire.reply().text == "next")
        }
    }

    @Test func `a body that arrives byte by byte is the same body`() async throws {
        try await World.run { world in
            let site = try await world.serve(handler: Self.echo)
            let wire = try await site.connect()
            let requests =
                "POST / HTTP/1.1\r\nhost: test\r\ncontent-length: 4\r\n\r\nslow"
                + "POST / HTTP/1.1\r\nhost: test\r\ntransfer-encoding: chunked\r\n\r\n"
                + "3\r\nver\r\n2\r\ny!\r\n0\r\n\r\n"
            for byte in requests.utf8 {
                try await wire.send([byte])
                try await world.sleep(milliseconds: 1)
            }
            #expect(try await wire.reply().text == "slow")
            #expect(try await wire.reply().text == "very!")
        }
    }

    @Test(arguments: Ground.both)
    func `a large body comes back whole`(ground: Ground) async throws {
        try await World.run(on: ground) { world in
            var limits = ServerLimits()
            limits.bodyBytes = 1 << 24
            let site = try await world.serve(limits, handler: Self.echo)
            let wire = try await site.connect()
            let body = String(repeating: "0123456789", count: 300_000)
            async let sent: Void = wire.post("/", body)
            #expect(try await wire.reply().text == body)
            try await sent
        }
    }

    @Test func `a slow handler stops the sender of a large body`() async throws {
        try await World.run { world in
            var limits = ServerLimits()
            limits.bodyBytes = 1 << 24
            let site = try await world.serve(limits) { request in
                try await world.server.sleep(milliseconds: 5_000)
                let body = try await request.body.collect(upToBytes: 1 << 24)
                return .text("\(body.count)")
            }
            let wire = try await site.connect()
            let total = 4 << 20
            let sent = Record<Int>()
            async let sending: Void = {
                try await wire.send(
                    "POST / HTTP/1.1\r\nhost: t\r\ncontent-length: \(total)\r\n\r\n")
                for _ in 0..<(total / 4_096) {
                    try await wire.send([UInt8](repeating: 7, count: 4_096))
                    sent.add(4_096)
                }
            }()
            try await world.sleep(milliseconds: 4_000)
            #expect(sent.all.reduce(0, +) <= 128 << 10)
            #expect(try await wire.reply().text == "\(total)")
            try await sending
        }
    }

    @Test func `a body that says it is too large is refused before it is read`() async throws {
        try await World.run { world in
            let site = try await world.serve(handler: Self.echo)
            let wire = try await site.connect()
            try await wire.send("POST / HTTP/1.1\r\nhost: t\r\ncontent-length: 1048577\r\n\r\n")
            let reply = try await wire.reply()
            #expect(reply.status == 413)
            #expect(reply.saysClose)
            #expect(await wire.ends())
        }
    }

    @Test func `a chunked body is refused when it has become too large`() async throws {
        try await World.run { world in
            var limits = ServerLimits()
            limits.bodyBytes = 10_000
            let site = try await world.serve(limits, handler: Self.echo)
            let wire = try await site.connect()
            try await wire.send("POST / HTTP/1.1\r\nhost: t\r\ntransfer-encoding: chunked\r\n\r\n")
            let chunk = "1000\r\n" + String(repeating: "c", count: 4_096) + "\r\n"
            for _ in 0..<3 { try await wire.send(chunk) }
            let reply = try await wire.reply()
            #expect(reply.status == 413)
            #expect(reply.saysClose)
            #expect(await wire.ends())
            #expect(site.faults.all == [])
        }
    }

    @Test func `a handler may set a limit of its own`() async throws {
        try await World.run { world in
            let site = try await world.serve { request in
                _ = try await request.body.collect(upToBytes: 3)
                return Response(.noContent)
            }
            let wire = try await site.connect()
            try await wire.post("/", "abc")
            #expect(try await wire.reply().status == 204)
            try await wire.post("/", "abcd")
            #expect(try await wire.reply().status == 413)
        }
    }

    @Test(arguments: [(60_000, true), (600_000, false)])
    func `a body nobody read is read away if it is small, else the connection closes`(
        bytes: Int, isKept: Bool
    ) async throws {
        try await World.run { world in
            let site = try await world.serve { .text($0.target.path) }
            let wire = try await site.connect()
            async let sending = caught {
                try await wire.post("/a", String(repeating: "x", count: bytes))
            }
            let reply = try await wire.reply()
            #expect(reply.saysClose == !isKept)
            _ = await sending
            guard isKept else {
                #expect(await wire.ends())
                return
            }
            try await wire.get("/b")
            #expect(try await wire.reply().text == "/b")
        }
    }

    private static let chunkedHead =
        "POST /a HTTP/1.1\r\nhost: t\r\ntransfer-encoding: chunked\r\n\r\n"

    @Test(arguments: Ground.both)
    func `a chunked body that has come whole and nobody read costs no connection`(
        ground: Ground
    ) async throws {
        try await World.run(on: ground) { world in
            let site = try await world.serve { .text($0.target.path) }
            let wire = try await site.connect()
            for body in ["5\r\nhello\r\n6;x=y\r\n world\r\n0\r\nx-t: 1\r\n\r\n", "0\r\n\r\n"] {
                try await wire.send(Self.chunkedHead + body)
                let reply = try await wire.reply()
                #expect(reply.text == "/a")
                #expect(!reply.saysClose)
            }
            try await wire.get("/b")
            #expect(try await wire.reply().text == "/b")
        }
    }

    @Test func `an unread body may also be the response's, piece by piece`() async throws {
        try await World.run { world in
            let site = try await world.serve { Response(.ok, .octets, body: $0.body) }
            let wire = try await site.connect()
            for _ in 1...2 {
                try await wire.send(Self.chunkedHead + "5\r\nhello\r\n1\r\n!\r\n0\r\n\r\n")
                let reply = try await wire.reply()
                #expect(reply.text == "hello!")
                #expect(!reply.saysClose)
            }
        }
    }

    /// What is still to come, what is too much, and what is no body at all.
    @Test(arguments: [
        "5\r\nhel", "5\r\nhello\r\n", "0\r\n", "b\r\nhello world\r\n0\r\n\r\n",
        "5\r\nhello\r\n6\r\n world\r\n0\r\n\r\n", "5\r\nhello\r\n\r\n0\r\n\r\n",
        "0\r\nhost: a\r\n\r\n",
    ])
    func `of any other chunked body that nobody read nothing is believed`(
        body: String
    ) async throws {
        try await World.run { world in
            var limits = ServerLimits()
            limits.discardedBodyBytes = 10
            let site = try await world.serve(limits) { .text($0.target.path) }
            let wire = try await site.connect()
            try await wire.send(Self.chunkedHead + body)
            let reply = try await wire.reply()
            #expect(reply.text == "/a")
            #expect(reply.saysClose)
            #expect(await wire.ends())
        }
    }

    /// The second chunk has no size. Its line end must not be taken for the first one's.
    @Test func `a malformed body is not forgiven because the handler forgave it`() async throws {
        try await World.run { world in
            let site = try await world.serve { request in
                _ = await caught { try await request.body.collect(upToBytes: 100) }
                return .text("forgiven")
            }
            let wire = try await site.connect()
            try await wire.send(Self.chunkedHead + "5\r\nhello\r\n\r\n0\r\n\r\n")
            let reply = try await wire.reply()
            #expect(reply.text == "forgiven")
            #expect(reply.saysClose)
            #expect(await wire.ends())
        }
    }

    @Test func `a client that breaks off its body gets no handler's fault logged`() async throws {
        try await World.run { world in
            let errors = Record<String>()
            let site = try await world.serve { request in
                do {
                    return .text("\(try await request.body.collect(upToBytes: 100).count)")
                } catch {
                    errors.add("\(error)")
                    throw error
                }
            }
            let wire = try await site.connect()
            try await wire.send("POST / HTTP/1.1\r\nhost: t\r\ncontent-length: 50\r\n\r\nonly this")
            wire.stream.finishWriting()
            _ = await wire.everything()
            #expect(errors.all == ["The message ended before it was complete."])
            #expect(site.faults.all == [])
        }
    }

    @Test func `a body kept past its request gives nothing of the next one`() async throws {
        try await World.run { world in
            let kept = Record<Body>()
            let site = try await world.serve { request in
                guard let first = kept.all.first else {
                    kept.add(request.body)
                    return .text("kept")
                }
                let stolen = await caught { try await first.collect(upToBytes: 1 << 20) }
                let own = try await request.body.collect(upToBytes: 1 << 20)
                return .text("\((try? stolen.get())?.count ?? -1) \(own.count)")
            }
            let wire = try await site.connect()
            for reply in ["kept", "-1 20000"] {
                try await wire.send("POST / HTTP/1.1\r\nhost: t\r\ncontent-length: 20000\r\n\r\n")
                try await world.sleep(milliseconds: 5)
                try await wire.send([UInt8](repeating: 1, count: 20_000))
                #expect(try await wire.reply().text == reply)
            }
        }
    }
}
