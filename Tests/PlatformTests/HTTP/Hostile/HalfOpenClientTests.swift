import EventLoop
import HTTP
import Testing

/// Clients that stop reading, stop sending, or vanish, while a handler works for them.
@Suite(.serialized) struct HalfOpenClientTests {
    @Test func `who ends its sending half is answered when the handler is done`() async throws {
        let gate = Gate()
        let handler: Handler = { _ in
            await gate.opened()
            return .text("late")
        }
        try await TestServer.run(handler: handler) { port in
            try await onThread {
                let client = try Self.connect(port)
                client.send(WireBytes.get().bytes)
                client.endSending()
                try check(client.receive(withinMilliseconds: 50), is: .late, "before the handler")
                gate.open()
                var reader = StrictReader(client.receive)
                let answer = try reader.answer(toHead: false)
                try check(answer?.body, is: Array("late".utf8), "the body")
                try check(try reader.answer(toHead: false), is: nil, "what follows")
            }
        }
    }

    @Test(.timeLimit(.minutes(10)))
    func `who vanishes while the handler works has it cancelled`() async throws {
        let started = Gate()
        let cancelled = Gate()
        let handler: Handler = { _ in
            started.open()
            await Gate().opened()
            if Task.isCancelled { cancelled.open() }
            return .text("nobody reads this")
        }
        try await TestServer.run(handler: handler) { port in
            let client = try await Self.vanishing(port, WireBytes.get())
            await started.opened()
            client.vanish()
            await cancelled.opened()
        }
    }

    @Test(.timeLimit(.minutes(10)))
    func `who vanishes in the middle of its body ends the handler that reads it`() async throws {
        let started = Gate()
        let ended = Gate()
        let handler: Handler = { request in
            defer { ended.open() }
            guard case .stream(let stream) = request.body else { return Response(.badRequest) }
            _ = try await stream.next()
            started.open()
            return .text("\(try await stream.collect(upToBytes: 1 << 20).count)")
        }
        try await TestServer.run(handler: handler) { port in
            let half = WireBytes.post("Content-Length: 2000", body: WireBytes("y").repeated(1_000))
            let client = try await Self.vanishing(port, half)
            await started.opened()
            client.vanish()
            await ended.opened()
        }
    }

    @Test(.timeLimit(.minutes(10)))
    func `who takes nothing of a stream is cut, and the stream is let go`() async throws {
        var limits = ServerLimits()
        limits.writeStallMilliseconds = 200
        let dropped = Gate()
        let handler: Handler = { _ in
            let stream = BodyStream(
                next: { [UInt8](repeating: 0, count: 65_536) }, whenDropped: { dropped.open() })
            return Response(.ok, .octets, body: .stream(stream))
        }
        try await TestServer.run(limits: limits, handler: handler) { port in
            let client = try await Self.vanishing(port, .get(), receiveBufferBytes: 4_096)
            await dropped.opened()
            try await onThread {
                var reader = StrictReader(client.receive)
                do {
                    _ = try reader.answer(toHead: false)
                    throw Complaint(description: "an endless body came to an end")
                } catch let flaw as Flaw {
                    // Never a last chunk: that would say the body was whole.
                    try check(flaw != .late, "the connection is still open")
                }
            }
        }
    }

    @Test func `who takes a large body slowly, but takes it, gets it whole`() async throws {
        let large = [UInt8](repeating: 7, count: 4 << 20)
        var limits = ServerLimits()
        limits.writeStallMilliseconds = 500
        let handler: Handler = { _ in Response(.ok, .octets, body: .bytes(large)) }
        try await TestServer.run(limits: limits, handler: handler) { port in
            let client = try await Self.vanishing(
                port, .get("Connection: close"), receiveBufferBytes: 65_536)
            try await onThread {
                // All in all longer than the limit, each step far within it.
                var reader = StrictReader { client.receive(afterMilliseconds: 15) }
                try check(try reader.answer(toHead: false)?.body.count, is: 4 << 20, "the body")
            }
        }
    }

    @Test func `who asks and asks and never reads is cut`() async throws {
        var limits = ServerLimits()
        limits.writeStallMilliseconds = 200
        try await TestServer.run(limits: limits, handler: Router.forHostileRequests.handler) {
            port in
            try await onThread {
                let client = try RawConnection(
                    to: port, receiveBufferBytes: 4_096,
                    deadline: CaseDeadline(afterMilliseconds: 10_000))
                // Far more than both sides' buffers hold: the server must stop reading, then stop.
                let isTaken = client.send(
                    WireBytes.get().repeated(500_000).bytes, neverReading: true)
                try check(!isTaken, "the questions of a client that never reads were all taken")
                var received = client.receive()
                while case .bytes = received { received = client.receive() }
                try check(received != .late, "the connection is still open")
            }
        }
    }

    @Test(arguments: [0, 100_000, 900_000])
    func `who is refused while it still sends can read why`(_ unread: Int) async throws {
        try await TestServer.run(handler: Router.forHostileRequests.handler) { port in
            try await onThread {
                let client = try Self.connect(port)
                client.send(WireBytes.post("Content-Length: 2000000").bytes)
                client.send([UInt8](repeating: 0, count: unread))
                var reader = StrictReader(client.receive)
                try check(try reader.answer(toHead: false)?.status, is: 413, "the answer")
            }
        }
    }

    @Test func `who waits for 100 is told to go on, once, and then answered`() async throws {
        try await TestServer.run(handler: Router.forHostileRequests.handler) { port in
            try await onThread {
                let client = try Self.connect(port)
                for _ in 0..<2 {
                    client.send(WireBytes.post("Expect: 100-continue", "Content-Length: 5").bytes)
                    let interim = Array("HTTP/1.1 100 Continue\r\n\r\n".utf8)
                    try check(client.receive(), is: .bytes(interim), "the interim answer")
                    client.send(WireBytes("hello").bytes)
                    var reader = StrictReader(client.receive)
                    let answer = try reader.answer(toHead: false)
                    try check(answer?.body, is: Array("hello".utf8), "the body")
                    try check(answer?.interims, is: [], "a second interim answer")
                }
            }
        }
    }

    @Test func `who waits for 100 and is refused instead is not left in doubt`() async throws {
        try await TestServer.run(handler: Router.forHostileRequests.handler) { port in
            try await onThread {
                let client = try Self.connect(port)
                client.send(
                    WireBytes.message(
                        "POST /no HTTP/1.1", "Host: a", "Expect: 100-continue", "Content-Length: 5"
                    ).bytes)
                var reader = StrictReader(client.receive)
                let answer = try reader.answer(toHead: false)
                try check(answer?.status, is: 404, "the answer")
                try check(answer?.interims, is: [], "the interim answers")
                try check(answer?.saysClose, is: true, "Connection: close")
                try check(try reader.answer(toHead: false), is: nil, "what follows")
            }
        }
    }

    private static func connect(_ port: UInt16) throws -> RawConnection {
        try RawConnection(to: port, deadline: CaseDeadline(afterMilliseconds: 10_000))
    }

    /// A client that has sent `wire` and can be told from any task to vanish.
    private static func vanishing(
        _ port: UInt16, _ wire: WireBytes, receiveBufferBytes: CInt? = nil
    ) async throws -> VanishingClient {
        try await onThread {
            let connection = try RawConnection(
                to: port, receiveBufferBytes: receiveBufferBytes,
                deadline: CaseDeadline(afterMilliseconds: 10_000))
            connection.send(wire.bytes)
            return VanishingClient(connection)
        }
    }
}
