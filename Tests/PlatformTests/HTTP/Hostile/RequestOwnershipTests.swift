import EventLoop
import HTTP
import Testing

/// The body of a request belongs to its exchange. Whoever still pulls it when the answer has gone
/// must neither stand in the way of the next reader nor get a byte of the next request.
@Suite(.serialized, .timeLimit(.minutes(10))) struct RequestOwnershipTests {
    private static let upload: WireBytes = .post("Content-Length: 2000", body: "y")
    private static let rest = WireBytes("y").repeated(1_999)

    @Test func `an answer that comes before the upload is done leaves the proxy standing`()
        async throws
    {
        let early = WireBytes.message("HTTP/1.1 401 x", "Content-Length: 0")
        try await Self.proxy(answering: early) { port in
            let client = try Self.connect(port)
            client.send(Self.upload.bytes)
            var reader = StrictReader(client.receive)
            try check(try reader.answer(toHead: false)?.status, is: 401, "the answer")
            try Self.checkStanding(port, client, Self.rest, 401)
        }
    }

    @Test func `an answer that comes before the last chunk leaves the proxy standing`() async throws
    {
        let early = WireBytes.message("HTTP/1.1 401 x", "Content-Length: 0")
        try await Self.proxy(answering: early) { port in
            let client = try Self.connect(port)
            client.send(WireBytes.chunked("1\r\ny\r\n").bytes)
            var reader = StrictReader(client.receive)
            let answer = try reader.answer(toHead: false)
            try check(answer?.status, is: 401, "the answer")
            try check(answer?.saysClose, is: true, "Connection: close")
            client.send(WireBytes("1\r\ny\r\n0\r\n\r\n").bytes)
            try check(try reader.answer(toHead: false), is: nil, "what follows")
        }
    }

    @Test func `a server that closes during the upload is a 502, and the proxy stands`()
        async throws
    {
        try await Self.proxy(answering: "") { port in
            let client = try Self.connect(port)
            client.send(Self.upload.bytes)
            var reader = StrictReader(client.receive)
            try check(try reader.answer(toHead: false)?.status, is: 502, "the answer")
            try Self.checkStanding(port, client, Self.rest, 502)
        }
    }

    @Test func `an upload that is malformed is a 400 through the proxy too`() async throws {
        let late = WireBytes.message("HTTP/1.1 200 OK", "Content-Length: 0")
        try await Self.proxy(answering: late, afterBody: true) { port in
            let client = try Self.connect(port)
            client.send(WireBytes.chunked("5\r\nhello\r\nnonsense\r\n").bytes)
            var reader = StrictReader(client.receive)
            try check(try reader.answer(toHead: false)?.status, is: 400, "the answer")
            try check(try reader.answer(toHead: false), is: nil, "what follows")
        }
    }

    @Test func `an upload that is too slow is a 408 through the proxy too`() async throws {
        var limits = ServerLimits()
        limits.bodyMilliseconds = 100
        let late = WireBytes.message("HTTP/1.1 200 OK", "Content-Length: 0")
        try await Self.proxy(answering: late, afterBody: true, limits: limits) { port in
            let client = try Self.connect(port)
            client.send(Self.upload.bytes)
            var reader = StrictReader(client.receive)
            try check(try reader.answer(toHead: false)?.status, is: 408, "the answer")
            try check(try reader.answer(toHead: false), is: nil, "what follows")
        }
    }

    @Test func `a body kept beyond its exchange gets no byte of the next request`() async throws {
        try await onLoops { loops in
            let kept = Lock<BodyStream?>(nil)
            let stolen = Lock<[UInt8]>([])
            let handler: Handler = { request in
                if case .stream(let stream) = request.body, kept.withLock({ $0 }) == nil {
                    kept.withLock { $0 = stream }
                    return .text("kept")
                }
                TaskScope(loop: loops.first).spawn {
                    let late = kept.withLock { $0 }
                    while let piece = try? await late?.next() { stolen.withLock { $0 += piece } }
                }
                let body = try await request.body.collect(upToBytes: 1 << 20)
                return Response(.ok, .octets, body: .bytes(body))
            }
            try await TestServer.run(on: loops, handler: handler) { port in
                try await onThread {
                    let client = try Self.connect(port)
                    var reader = StrictReader(client.receive)
                    client.send(Self.upload.bytes)
                    try check(try reader.answer(toHead: false)?.status, is: 200, "the first answer")
                    client.send((Self.rest + Self.upload).bytes)
                    try check(client.receive(withinMilliseconds: 20), is: .late, "too early")
                    client.send(Self.rest.bytes)
                    let second = try reader.answer(toHead: false)
                    try check(second?.body.count, is: 2_000, "the second body")
                }
            }
            #expect(stolen.withLock { $0 } == [])
        }
    }

    @Test func `100 never comes behind the final status line`() async throws {
        let handler: Handler = { request in Response(.ok, .octets, body: request.body) }
        try await TestServer.run(handler: handler) { port in
            try await onThread {
                let client = try Self.connect(port)
                client.send(
                    WireBytes.post(
                        "Expect: 100-continue", "Transfer-Encoding: chunked", "Connection: close"
                    ).bytes)
                var seen: [UInt8] = []
                if case .bytes(let bytes) = client.receive() { seen += bytes }
                client.send(WireBytes("5\r\nhello\r\n0\r\n\r\n").bytes)
                while case .bytes(let bytes) = client.receive() { seen += bytes }
                var reader = StrictReader(replaying: WireBytes(bytes: seen))
                let answer = try reader.answer(toHead: false)
                try check(answer?.body, is: Array("hello".utf8), "the body")
                try check(try reader.answer(toHead: false), is: nil, "what follows")
            }
        }
    }

    // MARK: -

    /// The client may go on sending what it began, and the next one is answered.
    private static func checkStanding(
        _ port: UInt16, _ client: RawConnection, _ rest: WireBytes, _ status: Int
    ) throws {
        client.send(rest.bytes)
        let next = try connect(port)
        next.send(WireBytes.get().bytes)
        var reader = StrictReader(next.receive)
        try check(try reader.answer(toHead: false)?.status, is: status, "the next client's answer")
    }

    private static func connect(_ port: UInt16) throws -> RawConnection {
        try RawConnection(to: port, deadline: CaseDeadline(afterMilliseconds: 5_000))
    }

    /// A proxy in front of a server that gives this answer as soon as it has read a head, or when it
    /// has read the body too. No answer is a close.
    private static func proxy(
        answering wire: WireBytes, afterBody: Bool = false, limits: ServerLimits = ServerLimits(),
        _ body: @escaping @Sendable (UInt16) throws -> Void
    ) async throws {
        let upstream = try RawListener { connection, _ in
            var reader = StrictReader(connection.receive)
            guard (try? reader.hasMore()) == true else { return }
            if afterBody, (try? reader.forwardedRequest()) == nil { return }
            guard !wire.bytes.isEmpty else { return }
            connection.send(wire.bytes)
            while case .bytes = connection.receive() {}
        }
        try await onLoops { loops in
            let client = Client(.tcp(host: "127.0.0.1", port: upstream.port), loops: loops.all)
            let forwarder = Forwarder(to: client, name: "test")
            try await TestServer.run(
                on: loops, limits: limits,
                handler: { try await forwarder.forward($0, to: $0.target) }
            ) { port in
                try await onThread { try body(port) }
            }
            await client.close()
        }
    }
}
