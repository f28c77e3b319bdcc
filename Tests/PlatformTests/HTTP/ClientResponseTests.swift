import EventLoop
import HTTP
import Testing

@Suite struct ClientResponseTests {
    /// What a call makes of an answer given by hand, after which the server ends.
    private func outcome(
        of answer: String, to method: HTTP.Method = .get
    ) async throws -> Result<String, any Error> {
        try await World.run { world in
            let upstream = try await ScriptedServer.start(in: world) { wire, _ in
                try await wire.request()
                try await wire.send(answer)
            }
            let client = upstream.client()
            return await caught {
                let response = try await client.send(Request(method, "/"))
                let body = try await response.body.collect(upToBytes: 1 << 20)
                return "\(response.status.code) " + String(decoding: body, as: UTF8.self)
            }
        }
    }

    @Test(arguments: [
        ("HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok", "200 ok"),
        ("HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n2\r\nok\r\n0\r\n\r\n", "200 ok"),
        ("HTTP/1.1 200 OK\r\n\r\nuntil the end", "200 until the end"),
        ("HTTP/1.0 200 OK\r\n\r\n", "200 "),
        ("HTTP/1.1 204 \r\n\r\n", "204 "),
        ("HTTP/1.1 304 Not Modified\r\ncontent-length: 500\r\n\r\n", "304 "),
        ("HTTP/1.1 599\r\ncontent-length: 0\r\n\r\n", "599 "),
        ("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\ncontent-length: 1\r\n\r\nx", "200 x"),
        (
            "HTTP/1.1 103 Early Hints\r\nlink: </a>\r\n\r\nHTTP/1.1 102 \r\n\r\n"
                + "HTTP/1.1 201 Created\r\ncontent-length: 1\r\n\r\nx", "201 x"
        ),
    ])
    func `an answer is read to its end`(answer: String, read: String) async throws {
        #expect(try await outcome(of: answer).get() == read)
    }

    @Test(arguments: [
        "HTTP/1.1 200 OK\r\ncontent-length: 3\r\n\r\nok",
        "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n2\r\nok\r\n",
        "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n2\r\nok\r\n0\r\n",
        "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n5\r\nok",
        "HTTP/1.1 200 OK\r\ncontent-le",
    ])
    func `an answer that is cut short is an error`(answer: String) async throws {
        let outcome = try await outcome(of: answer)
        #expect(throws: ClientError.truncated) { try outcome.get() }
    }

    @Test(arguments: [
        "HTTP/1.1 200 OK\r\ncontent-length: 2\r\ncontent-length: 2\r\n\r\nok",
        "HTTP/1.1 200 OK\r\ncontent-length: 2\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n",
        "HTTP/1.1 200 OK\ncontent-length: 2\n\nok",
        "HTTP/1.1 200 OK\r\n folded: x\r\n\r\n",
        "HTTP/2.0 200 OK\r\n\r\n",
        "HTTP/1.1 99 Low\r\n\r\n",
        "HTTP/1.1 600 High\r\n\r\n",
        "HTTP/1.1 200 OK\r\ntransfer-encoding: gzip, chunked\r\n\r\n0\r\n\r\n",
        "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n0x2\r\nok\r\n0\r\n\r\n",
        "SSH-2.0-OpenSSH\r\n\r\n",
        String(repeating: "HTTP/1.1 100 Continue\r\n\r\n", count: 100),
    ])
    func `an answer that is not clearly right is an error`(answer: String) async throws {
        let outcome = try await outcome(of: answer)
        guard case .failure(ClientError.malformedResponse) = outcome else {
            Issue.record("\(outcome)")
            return
        }
    }

    @Test func `HEAD ends with the head, and the connection is kept`() async throws {
        try await World.run { world in
            let upstream = try await ScriptedServer.start(in: world) { wire, _ in
                for framing in ["content-length: 500", "transfer-encoding: chunked", "x: y"] {
                    try await wire.request()
                    try await wire.send("HTTP/1.1 200 OK\r\n\(framing)\r\n\r\n")
                }
                _ = await wire.everything()
            }
            let client = upstream.client()
            for length in [500, nil, nil] {
                let response = try await client.send(Request(.head, "/"))
                guard case .stream(let body) = response.body else {
                    Issue.record("no length could be told")
                    return
                }
                #expect(body.length == length)
                #expect(try await body.next() == nil)
            }
            #expect(upstream.arrived.count == 1)
        }
    }

    @Test func `a body larger than the client takes is an error`() async throws {
        try await World.run { world in
            var limits = ClientLimits()
            limits.bodyBytes = 10
            let upstream = try await ScriptedServer.start(in: world) { wire, number in
                try await wire.request()
                let framing = number == 0 ? "content-length: 11\r\n" : ""
                try await wire.send("HTTP/1.1 200 OK\r\n\(framing)\r\nhello world")
            }
            let client = upstream.client(limits)
            for _ in 0..<2 {
                await #expect(throws: ClientError.malformedResponse(.bodyTooLarge)) {
                    _ = try await client.text()
                }
            }
        }
    }

    @Test func `a body that is dropped closes its connection and makes room`() async throws {
        try await World.run { world in
            var limits = ClientLimits()
            limits.connections = 1
            let upstream = try await ScriptedServer.start(in: world) { wire, _ in
                try await wire.request()
                try await wire.send("HTTP/1.1 200 OK\r\ncontent-length: 100000\r\n\r\nhalf")
                _ = await wire.everything()
            }
            let client = upstream.client(limits)
            for _ in 0..<5 { #expect(try await client.get().status == .ok) }
            try await world.sleep(milliseconds: 10)
            #expect(upstream.ended.count == 5)
        }
    }

    @Test func `an answer that is let go of late does not end a later one`() async throws {
        try await World.run { world in
            var limits = ClientLimits()
            limits.connections = 1
            let site = try await world.serve { _ in
                Response(body: .stream(ServerResponseTests.pieces(["some", "where", "else"])))
            }
            let client = site.client(limits)
            let first = Lock<Response?>(try await client.get())
            let early = try #require(first.withLock { $0 })
            #expect(try await early.body.collect(upToBytes: 100).count == 13)
            let second = try await client.get()
            guard case .stream(let finished) = early.body else { return }
            #expect(try await finished.next() == nil)
            try await letGo(of: first)
            #expect(try await second.body.collect(upToBytes: 100).count == 13)
        }
    }

    private func letGo(of response: Lock<Response?>) async throws {
        response.withLock { $0 = nil }
    }
}
