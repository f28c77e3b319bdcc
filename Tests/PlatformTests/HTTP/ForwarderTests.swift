import EventLoop
import HTTP
import Testing

@Suite struct ForwarderTests {
    /// A gateway on the server's loop before an upstream on the third.
    private func gateway(
        in world: World, to upstream: Address, _ limits: ClientLimits = ClientLimits(),
        _ serverLimits: ServerLimits = ServerLimits()
    ) async throws -> Site {
        let client = Client(
            upstream, loops: [world.server], transport: world.transport(of: "server"),
            limits: limits)
        let forwarder = Forwarder(to: client, name: "gate")
        return try await world.serve(serverLimits) { request in
            try await forwarder.forward(request, to: request.target)
        }
    }

    /// What the upstream gets of a request, and the client of an answer.
    private func exchange(
        _ request: String, answer: String, toHead: Bool = false
    ) async throws -> (asked: WireMessage, answered: WireMessage) {
        try await World.run { world in
            let asked = Record<WireMessage>()
            let upstream = try await ScriptedServer.start(in: world, as: "upstream") { wire, _ in
                asked.add(try await wire.request())
                try await wire.send(answer)
                _ = await wire.everything()
            }
            let wire = try await gateway(in: world, to: upstream.address).connect()
            try await wire.send(request)
            let answered = try await wire.reply(toHead: toHead)
            return (try #require(asked.all.first), answered)
        }
    }

    private static let plainAnswer = "HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok"

    @Test func `what belongs to one connection goes, what belongs to the message stays`()
        async throws
    {
        let (asked, answered) = try await exchange(
            "GET /a%20b?c=d HTTP/1.1\r\nhost: public\r\nconnection: keep-alive, X-Mine ,te\r\n"
                + "keep-alive: timeout=5\r\nx-mine: secret\r\nte: trailers\r\nupgrade: h2c\r\n"
                + "proxy-authorization: Basic eA==\r\naccept: text/plain\r\n"
                + "cookie: a=1\r\ncookie: b=2\r\n\r\n",
            answer: "HTTP/1.1 200 OK\r\ncontent-length: 2\r\nconnection: x-theirs\r\n"
                + "x-theirs: secret\r\nkeep-alive: timeout=9\r\nproxy-authenticate: Basic\r\n"
                + "etag: \"1\"\r\nset-cookie: c=1\r\nset-cookie: d=2\r\ncontent-type: x/y\r\n\r\nok"
        )
        #expect(asked.startLine == "GET /a%20b?c=d HTTP/1.1")
        for name in ["connection", "keep-alive", "x-mine", "te", "upgrade", "proxy-authorization"] {
            #expect(asked[name] == nil, "\(name)")
        }
        #expect(asked["host"] == "upstream:80")
        #expect(asked["accept"] == "text/plain")
        #expect(asked.fields.filter { $0.name == "cookie" }.map(\.value) == ["a=1", "b=2"])
        #expect(asked["via"] == "1.1 gate")
        for name in ["connection", "keep-alive", "x-theirs", "proxy-authenticate"] {
            #expect(answered[name] == nil, "\(name)")
        }
        #expect(answered["etag"] == "\"1\"")
        #expect(answered["content-type"] == "x/y")
        #expect(answered.fields.filter { $0.name == "set-cookie" }.map(\.value) == ["c=1", "d=2"])
        #expect(answered["via"] == "1.1 gate")
        #expect(answered.fields.count { $0.name == "content-length" } == 1)
        #expect(answered.fields.count { $0.name == "date" } == 1)
        #expect(answered.text == "ok")
    }

    @Test(arguments: ["content-length: 500", "transfer-encoding: chunked"])
    func `HEAD says of the body what the upstream said`(framing: String) async throws {
        let (asked, answered) = try await exchange(
            "HEAD / HTTP/1.1\r\nhost: t\r\n\r\n", answer: "HTTP/1.1 200 OK\r\n\(framing)\r\n\r\n",
            toHead: true)
        #expect(asked.startLine == "HEAD / HTTP/1.1")
        let parts = framing.split(separator: ": ").map(String.init)
        #expect(answered[parts[0]] == parts[1])
        #expect(answered["content-length"] == (parts[0] == "content-length" ? "500" : nil))
    }

    @Test(arguments: [("GET", nil), ("DELETE", nil), ("POST", "0"), ("PUT", "0"), ("PATCH", "0")])
    func `a request without a body stays without`(method: String, length: String?) async throws {
        let (asked, _) = try await exchange(
            "\(method) / HTTP/1.1\r\nhost: t\r\n\r\n", answer: Self.plainAnswer)
        #expect(asked["content-length"] == length)
        #expect(asked["transfer-encoding"] == nil)
    }

    @Test func `bodies pass through in both directions before they are whole`() async throws {
        try await World.run { world in
            let upstream = try await world.serve(as: "upstream") { request in
                guard case .stream(let body) = request.body else { return .text("no stream") }
                return Response(body: .stream(BodyStream { try await body.next() }))
            }
            let wire = try await gateway(in: world, to: upstream.address).connect()
            try await wire.send("POST / HTTP/1.1\r\nhost: t\r\ntransfer-encoding: chunked\r\n\r\n")
            _ = try await wire.head()
            for text in ["first", "second", "third"] {
                let size = String(text.utf8.count, radix: 16)
                try await wire.send("\(size)\r\n\(text)\r\n")
                #expect(try await wire.chunk() == Array(text.utf8))
            }
            try await wire.send("0\r\n\r\n")
            #expect(try await wire.chunk() == nil)
        }
    }

    @Test func `a stream of events outlives the deadline and every limit of a body`() async throws {
        try await World.run { world in
            let upstream = try await world.serve(as: "upstream") { _ in
                let said = Record<Int>()
                return .events {
                    guard said.count < 30 else { return nil }
                    said.add(1)
                    try await world.third.sleep(milliseconds: 60_000)
                    return ServerSentEvent(data: "\(said.count)")
                }
            }
            var limits = ClientLimits()
            limits.bodyBytes = 100
            let wire = try await gateway(in: world, to: upstream.address, limits).connect()
            try await wire.get("/")
            let reply = try await wire.reply()
            #expect(reply["content-type"] == "text/event-stream")
            let events = reply.text.split(separator: "\n").filter { $0 != ":" }
            #expect(events == (1...30).map { "data: \($0)" })
        }
    }

    @Test func `an upstream that answers early leaves the gateway standing`() async throws {
        try await World.run { world in
            let upstream = try await ScriptedServer.start(in: world, as: "upstream") { wire, _ in
                _ = try await wire.head()
                try await wire.send("HTTP/1.1 403 Forbidden\r\ncontent-length: 2\r\n\r\nno")
                _ = await wire.everything()
            }
            let site = try await gateway(in: world, to: upstream.address)
            for length in [100, 30_000, 500_000] {
                let wire = try await site.connect()
                try await wire.send(
                    "POST / HTTP/1.1\r\nhost: t\r\ncontent-length: \(length)\r\n\r\nsome")
                let reply = try await wire.reply()
                #expect(reply.status == 403)
                #expect(reply.text == "no")
                #expect(reply.saysClose)
                #expect(await wire.ends())
            }
            #expect(site.faults.all == [])
        }
    }

    @Test func `a caller's broken body is the caller's mistake`() async throws {
        try await World.run { world in
            let bodies = Record<Bool>()
            let upstream = try await ScriptedServer.start(in: world, as: "upstream") { wire, _ in
                bodies.add(await caught { try await wire.request() }.isSuccess)
            }
            let site = try await gateway(in: world, to: upstream.address)
            for (chunks, status) in [("2\r\nok\r\nzz\r\n", 400), ("fffffff\r\n", 413)] {
                let wire = try await site.connect()
                try await wire.send(
                    "POST / HTTP/1.1\r\nhost: t\r\ntransfer-encoding: chunked\r\n\r\n")
                try await world.sleep(milliseconds: 5)
                try await wire.send(chunks)
                let reply = try await wire.reply()
                #expect(reply.status == status)
                #expect(reply.saysClose)
            }
            #expect(bodies.all == [false, false])
        }
    }

    @Test func `failures are told apart`() async throws {
        try await World.run { world in
            let upstream = try await ScriptedServer.start(in: world, as: "upstream") {
                wire, number in
                try await wire.request()
                switch number {
                case 0: try await wire.send("nonsense\r\n\r\n")
                case 1: return
                case 2: try await wire.send("HTTP/1.1 200 OK\r\ncontent-")
                default: _ = await wire.everything()
                }
            }
            let site = try await gateway(in: world, to: upstream.address)
            let wire = try await site.connect()
            for (status, code) in [
                (502, "upstream-failed"), (502, "upstream-failed"), (502, "upstream-failed"),
                (504, "upstream-timeout"),
            ] {
                try await wire.get("/")
                let reply = try await wire.reply()
                #expect(reply.status == status)
                #expect(reply.text.contains(code))
                #expect(!reply.saysClose)
            }
            #expect(site.faults.all == [])
        }
    }

    @Test(arguments: [(ServerLimits.internal, 200), (ServerLimits(), 431)])
    func `a head at the front's limits passes the wider ones behind it`(
        limits: ServerLimits, status: Int
    ) async throws {
        try await World.run { world in
            let upstream = try await world.serve(limits, as: "upstream") { _ in .text("ok") }
            let front = ServerLimits().head
            let host = "host: t"
            let many = (1..<front.fieldCount).map { "x-\($0): y" }
            let rest = "GET / HTTP/1.1\r\n\(host)\r\nx: \r\n\r\n".utf8.count
            let long = ["x: " + String(repeating: "y", count: front.headBytes - rest)]
            let site = try await gateway(in: world, to: upstream.address)
            for fields in [many, long] {
                let wire = try await site.connect()
                let lines = ["GET / HTTP/1.1", host] + fields
                try await wire.send(lines.joined(separator: "\r\n") + "\r\n\r\n")
                #expect(try await wire.reply().status == status)
            }
        }
    }

    @Test func `an upstream that is not there is 503`() async throws {
        try await World.run { world in
            let nowhere = Address.tcp(host: "nowhere", port: 1)
            let wire = try await gateway(in: world, to: nowhere).connect()
            try await wire.get("/")
            let reply = try await wire.reply()
            #expect(reply.status == 503)
            #expect(reply.text.contains("upstream-unavailable"))
        }
    }

    @Test func `a body that breaks off is never ended as if whole`() async throws {
        try await World.run { world in
            let upstream = try await ScriptedServer.start(in: world, as: "upstream") { wire, _ in
                try await wire.request()
                try await wire.send(
                    "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n4\r\nhalf\r\n")
            }
            let wire = try await gateway(in: world, to: upstream.address).connect()
            try await wire.get("/")
            _ = try await wire.head()
            #expect(String(decoding: await wire.everything(), as: UTF8.self) == "4\r\nhalf\r\n")
        }
    }

    @Test func `the deadline is carried on, and shrinks on its way`() async throws {
        try await World.run { world in
            let asked = Record<Int>()
            let upstream = try await ScriptedServer.start(in: world, as: "upstream") { wire, _ in
                let left = try await wire.request()["timeout-milliseconds"]
                asked.add(left.flatMap { Int($0) } ?? -1)
                _ = await wire.everything()
            }
            let client = Client(
                upstream.address, loops: [world.server],
                transport: world.transport(of: "server"))
            let forwarder = Forwarder(to: client, name: "gate")
            let site = try await world.serve { request in
                try await world.server.sleep(milliseconds: 200)
                return try await forwarder.forward(request, to: request.target)
            }
            let wire = try await site.connect()
            let taken = try await world.milliseconds {
                try await wire.get("/", "timeout-milliseconds: 900")
                #expect([503, 504].contains(try await wire.reply().status))
            }
            #expect((698...700).contains(try #require(asked.all.first)))
            #expect((900...902).contains(taken))
        }
    }

    @Test func `a caller that goes away ends the call upstream`() async throws {
        try await World.run { world in
            let upstream = try await ScriptedServer.start(in: world, as: "upstream") { wire, _ in
                try await wire.request()
                _ = await wire.everything()
            }
            let site = try await gateway(in: world, to: upstream.address)
            let wire = try await site.connect()
            try await wire.get("/")
            try await world.sleep(milliseconds: 10)
            #expect(upstream.arrived.count == 1)
            try wire.resetConnection(in: world)
            try await world.sleep(milliseconds: 10)
            #expect(upstream.ended.count == 1)
            #expect(site.faults.all == [])
        }
    }
}
