import Testing

/// A judge that never condemned anybody counts for nothing: here the reader and the runner meet
/// servers that are wrong in every way the table is there to find.
@Suite struct JudgeTests {
    @Test(
        arguments: [
            "HTTP/1.1 200 OK\nContent-Length: 0\r\n\r\n",
            "HTTP/1.1 200 OK\r\nContent-Length: 0\n\r\n",
            "HTTP/1.0 200 OK\r\n\r\n", "HTTP/1.1 200\r\n\r\n", "HTTP/1.1 20 OK\r\n\r\n",
            "HTTP/1.1 200 OK\r\nX : y\r\n\r\n", "HTTP/1.1 200 OK\r\n X: y\r\n\r\n",
            "HTTP/1.1 200 OK\r\nX: a\u{0}b\r\n\r\n", "HTTP/1.1 200 OK\r\nX: a\rb\r\n\r\n",
            "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n",
            "HTTP/1.1 500 x\r\nContent-Length: 1\r\nContent-Length: 1\r\n\r\nx",
            "HTTP/1.1 500 x\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
            "HTTP/1.1 500 x\r\nTransfer-Encoding: chunked\r\n\r\n0x0\r\n\r\n",
            "HTTP/1.1 500 x\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nxy\r\n0\r\n\r\n",
            "HTTP/1.1 500 x\r\nContent-Length: +1\r\n\r\nx",
            "HTTP/1.1 102 x\r\nContent-Length: 1\r\n\r\n",
            "HTTP/1.1 500 x\r\nContent-Length: 5\r\n\r\nhell", "HTTP/1.1 500 x\r\n",
            "HTTP/1.1 100 Continue\r\n\r\n", "hello",
        ] as [WireBytes])
    func `an answer that is not well-formed is no answer`(_ wire: WireBytes) {
        var reader = StrictReader(replaying: wire)
        #expect(throws: Flaw.self) { try reader.answer(toHead: false) }
    }

    @Test func `an answer that is well-formed is read whole`() throws {
        var reader = StrictReader(
            replaying: Self.answer("200 OK", "Content-Length: 2", body: "ok")
                + Self.answer("200 OK", "Transfer-Encoding: chunked", body: "2\r\nok\r\n0\r\n\r\n"))
        #expect(try reader.answer(toHead: false)?.body == Array("ok".utf8))
        #expect(try reader.answer(toHead: false)?.body == Array("ok".utf8))
        #expect(try reader.answer(toHead: false) == nil)
    }

    static let good = answer("400 Bad Request", "Content-Length: 0", "Connection: close")

    @Test func `a server that refuses once and closes passes`() async throws {
        #expect(try await Self.complaints(of: .refused(400), answering: Self.good) == [])
    }

    @Test(
        arguments: [
            "", Self.good + Self.good,
            Self.answer("500 Internal Server Error", "Content-Length: 0", "Connection: close"),
            Self.answer("200 OK", "Content-Length: 0", "Connection: close"),
            Self.answer("400 Bad Request", "Content-Length: 0"),
            Self.answer("400 Bad Request", "Content-Length: 5", "Connection: close", body: "hell"),
            "HTTP/1.1 100 Continue\r\n\r\n" + Self.good,
        ] as [WireBytes])
    func `a server that does anything else instead of refusing is found`(_ wire: WireBytes)
        async throws
    {
        #expect(try await !Self.complaints(of: .refused(400), answering: wire).isEmpty)
    }

    @Test func `a server that keeps a refused connection open is found`() async throws {
        let complaints = try await Self.complaints(
            of: .refused(400), answering: Self.good, closing: false)
        #expect(complaints.contains { $0.contains("silent") })
    }

    @Test func `a server that answers what was smuggled is found`() async throws {
        let ok = Self.answer("200 OK", "Content-Length: 0")
        #expect(try await !Self.complaints(of: .served(200), answering: ok + ok).isEmpty)
    }

    @Test func `a server that loses step with the body is found`() async throws {
        let wrong = Self.answer("200 OK", "Content-Length: 4", body: "hell")
        let last = Self.answer(
            "200 OK", "Content-Length: 8", "Connection: close", body: Sentinel.body)
        let right = Self.answer("200 OK", "Content-Length: 5", body: "hello")
        let outcome = Outcome.served(.echo("hello"))
        #expect(try await !Self.complaints(of: outcome, answering: wrong + last).isEmpty)
        #expect(try await Self.complaints(of: outcome, answering: right + last) == [])
    }

    @Test func `a server that answers half a request is found`() async throws {
        let ok = Self.answer("200 OK", "Content-Length: 0", "Connection: close")
        #expect(try await !Self.complaints(of: .cutShort(), answering: ok).isEmpty)
        #expect(try await Self.complaints(of: .cutShort(), answering: "") == [])
    }

    @Test func `the table has each sentence once`() {
        let names = HostileRequest.themes.map { theme in theme.cases.map(\.name) }
        for names in names { #expect(Set(names).count == names.count) }
        #expect(HostileRequest.all.count > 800)
    }

    private static func answer(_ status: WireBytes, _ fields: WireBytes..., body: WireBytes = "")
        -> WireBytes
    {
        let date: WireBytes = "Date: Sun, 06 Nov 1994 08:49:37 GMT"
        return .message(["HTTP/1.1 " + status, date] + fields, body: body)
    }

    /// What the runner says of a server that gives this answer to whatever it is sent.
    private static func complaints(
        of outcome: Outcome, answering wire: WireBytes, closing: Bool = true
    ) async throws -> [String] {
        let server = try RawListener(patienceMilliseconds: 2_000) { connection, _ in
            _ = connection.receive()
            connection.send(wire.bytes)
            if closing { connection.endSending() }
            while case .bytes = connection.receive() {}
        }
        let runner = RequestRunner(port: server.port, patienceMilliseconds: closing ? 2_000 : 200)
        return try await onThread {
            let request = HostileRequest("a request", .get(), outcome)
            return runner.complaint(about: request, delivered: .whole).map { [$0] } ?? []
        }
    }
}

extension StrictReader {
    init(replaying wire: WireBytes) {
        var rest: [UInt8]? = wire.bytes
        self.init {
            defer { rest = nil }
            return rest.map(Received.bytes) ?? .end
        }
    }
}
