import HTTP
import Testing

/// Clients that take their time, by mistake or on purpose. Each has a limit of its own; those that
/// are done in time are served.
@Suite(.serialized) struct SlowClientTests {
    /// A limit so short that the trickles below run into it, and a patience far beyond it.
    private static let limitMilliseconds = 200
    private static let paceMilliseconds = 10

    private static var limits: ServerLimits {
        var limits = ServerLimits()
        limits.headMilliseconds = limitMilliseconds
        limits.bodyMilliseconds = limitMilliseconds
        limits.idleMilliseconds = limitMilliseconds
        limits.lingerMilliseconds = limitMilliseconds
        return limits
    }

    @Test(arguments: [
        Trickle("a head", after: "", of: .get("X: " + WireBytes("y").repeated(2_000))),
        Trickle(
            "fields", after: "GET /static HTTP/1.1\r\n", of: WireBytes("X: y\r\n").repeated(90)),
        Trickle("a body", after: .post("Content-Length: 2000"), of: WireBytes("y").repeated(2_000)),
        Trickle("a chunk", after: .chunked("7d0\r\n"), of: WireBytes("y").repeated(2_000)),
        Trickle("chunks", after: .chunked(""), of: WireBytes("1\r\ny\r\n").repeated(400)),
        Trickle("an extension", after: .chunked("5;"), of: WireBytes("y").repeated(1_000)),
        Trickle("trailers", after: .chunked("0\r\n"), of: WireBytes("X: y\r\n").repeated(15)),
        Trickle(
            "a body with an expectation",
            after: .post("Expect: 100-continue", "Content-Length: 2000"),
            of: WireBytes("y").repeated(2_000)),
    ])
    func `who sends a byte now and then is told 408 and cut`(_ trickle: Trickle) async throws {
        try await serve { port in
            let client = try Self.connect(port)
            client.send(trickle.before.bytes)
            let interim = Array("HTTP/1.1 100 Continue\r\n\r\n".utf8)
            var early: [UInt8] = []
            var rest = trickle.bytes.bytes[...]
            while early.isEmpty || early == interim, let byte = rest.popFirst() {
                client.send(CollectionOfOne(byte))
                let received = client.receive(withinMilliseconds: Self.paceMilliseconds)
                if case .bytes(let bytes) = received { early += bytes }
            }
            try check(!rest.isEmpty, "the server waited for all of it")
            var reader = StrictReader(client, afterReading: early)
            let answer = try reader.answer(toHead: false)
            try check(answer?.status, is: 408, "the answer")
            try check(answer?.saysClose, is: true, "Connection: close")
            try check(try reader.answer(toHead: false), is: nil, "what follows")
        }
    }

    @Test func `who stops in the middle of a head is told 408 and cut`() async throws {
        try await serve { port in
            let client = try Self.connect(port)
            client.send(WireBytes("GET /static HTTP/1.1\r\nHost: a\r\n").bytes)
            var reader = StrictReader(client.receive)
            try check(try reader.answer(toHead: false)?.status, is: 408, "the answer")
            try check(try reader.answer(toHead: false), is: nil, "what follows")
        }
    }

    @Test(arguments: [0, 1, 3])
    func `an idle connection is closed without a word`(afterRequests count: Int) async throws {
        try await serve { port in
            let client = try Self.connect(port)
            var reader = StrictReader(client.receive)
            for _ in 0..<count {
                client.send(WireBytes.get().bytes)
                try check(try reader.answer(toHead: false)?.status, is: 200, "the answer")
            }
            try check(try reader.answer(toHead: false), is: nil, "what follows")
        }
    }

    @Test func `an empty line does not make an idle connection busy for ever`() async throws {
        try await serve { port in
            let client = try Self.connect(port)
            client.send(WireBytes("\r\n").bytes)
            var reader = StrictReader(client.receive)
            let answer = try reader.answer(toHead: false)
            try check(answer == nil || answer?.status == 408, "\(answer?.status ?? 0)")
        }
    }

    @Test func `who is slow but done in time is served`() async throws {
        try await serve(ServerLimits()) { port in
            let client = try Self.connect(port)
            let bytes = WireBytes.post("Content-Length: 5", "Connection: close", body: "hello")
                .bytes
            for byte in bytes.dropLast() {
                client.send(CollectionOfOne(byte))
                try check(client.receive(withinMilliseconds: 1), is: .late, "before the end")
            }
            client.send(bytes.suffix(1))
            var reader = StrictReader(client.receive)
            let answer = try reader.answer(toHead: false)
            try check(answer?.body, is: Array("hello".utf8), "the body")
        }
    }

    @Test func `a hundred half heads do not keep others from being served`() async throws {
        try await serve(ServerLimits()) { port in
            let slow = try (0..<100).map { _ in try Self.connect(port) }
            for client in slow { client.send(WireBytes("GET /static HTTP/1.1\r\nHost").bytes) }
            let client = try Self.connect(port)
            client.send(WireBytes.get().bytes)
            var reader = StrictReader(client.receive)
            try check(try reader.answer(toHead: false)?.status, is: 200, "the answer")
            for client in slow {
                client.send(WireBytes(": a\r\n\r\n").bytes)
                var reader = StrictReader(client.receive)
                try check(try reader.answer(toHead: false)?.status, is: 200, "the answer")
            }
        }
    }

    @Test func `who comes when all places are taken waits for one and is served`() async throws {
        var limits = ServerLimits()
        limits.connections = 2
        try await serve(limits) { port in
            let first = try Self.connect(port)
            let second = try Self.connect(port)
            let third = try Self.connect(port)
            third.send(WireBytes.get().bytes)
            try check(third.receive(withinMilliseconds: 100), is: .late, "without a place")
            first.close()
            var reader = StrictReader(third.receive)
            try check(try reader.answer(toHead: false)?.status, is: 200, "the answer")
            second.close()
        }
    }

    // MARK: -

    struct Trickle: CustomStringConvertible {
        let description: String
        let before: WireBytes
        let bytes: WireBytes

        init(_ name: String, after before: WireBytes, of bytes: WireBytes) {
            description = name
            self.before = before
            self.bytes = bytes
        }
    }

    private static func connect(_ port: UInt16) throws -> RawConnection {
        try RawConnection(to: port, deadline: CaseDeadline(afterMilliseconds: 10_000))
    }

    private func serve(
        _ limits: ServerLimits = Self.limits, _ body: @escaping @Sendable (UInt16) throws -> Void
    ) async throws {
        try await TestServer.run(limits: limits, handler: Router.forHostileRequests.handler) {
            port in
            try await onThread { try body(port) }
        }
    }
}

extension StrictReader {
    /// Goes on where somebody else began to read.
    init(_ connection: RawConnection, afterReading bytes: [UInt8]) {
        var early: [UInt8]? = bytes
        self.init {
            defer { early = nil }
            return early.map(Received.bytes) ?? connection.receive()
        }
    }
}
