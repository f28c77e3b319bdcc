import EventLoop
import HTTP
import Testing

/// The body of a response belongs to its exchange, and is whole or an error, whenever its reader
/// comes to fetch the next piece.
@Suite(.serialized, .timeLimit(.minutes(10))) struct ResponseOwnershipTests {
    /// In two pieces, so that the client hands a stream on.
    private static let head: WireBytes = .message("HTTP/1.1 200 OK", "Content-Length: 10")

    @Test func `a deadline that passes between two pieces does not make the body whole`()
        async throws
    {
        var limits = ClientLimits()
        limits.totalMilliseconds = 50
        try await Self.client(limits, pieces: [Self.head + "hello"]) { client, loop in
            let response = try await client.send(Request(.get, "/"))
            guard case .stream(let stream) = response.body else { throw Complaint("no stream") }
            #expect(try await stream.next() == Array("hello".utf8))
            // Nobody reads while the deadline passes.
            try await loop.sleep(milliseconds: 100)
            await #expect(throws: ClientError.deadlineExceeded) { try await stream.next() }
        }
    }

    @Test func `a connection lost between two pieces does not make the body whole`() async throws {
        try await Self.client(pieces: [Self.head + "hello"], closing: true) { client, loop in
            let response = try await client.send(Request(.get, "/"))
            guard case .stream(let stream) = response.body else { throw Complaint("no stream") }
            #expect(try await stream.next() == Array("hello".utf8))
            try await loop.sleep(milliseconds: 50)
            await #expect(throws: ClientError.self) { try await stream.next() }
            await #expect(throws: ClientError.self) { try await stream.next() }
        }
    }

    @Test func `a body let go late leaves the next exchange alone`() async throws {
        try await Self.client(pieces: [Self.head + "hello", "hello"]) { client, loop in
            var first: Response? = try await client.send(Request(.get, "/"))
            #expect(try await first?.body.collect(upToBytes: 10).count == 10)
            let second = try await client.send(Request(.get, "/"))
            first = nil
            try await loop.sleep(milliseconds: 20)
            #expect(try await second.body.collect(upToBytes: 10).count == 10)
        }
    }

    @Test func `a body read to its end gets no byte of the next response`() async throws {
        try await Self.client(pieces: [Self.head + "hello", "hello"]) { client, _ in
            let first = try await client.send(Request(.get, "/"))
            guard case .stream(let stream) = first.body else { throw Complaint("no stream") }
            while try await stream.next() != nil {}
            let second = try await client.send(Request(.get, "/"))
            #expect(try await stream.next() == nil)
            #expect(try await second.body.collect(upToBytes: 10).count == 10)
        }
    }

    /// A client of a server that answers every request with these pieces, a moment apart.
    private static func client(
        _ limits: ClientLimits = ClientLimits(), pieces: [WireBytes], closing: Bool = false,
        _ body: @escaping @Sendable (Client, EventLoop) async throws -> Void
    ) async throws {
        let server = try RawListener { connection, _ in
            var reader = StrictReader(connection.receive)
            while let request = try? reader.forwardedRequest(), request.method == "GET" {
                connection.send(pieces[0].bytes)
                for piece in pieces.dropFirst() {
                    _ = connection.receive(withinMilliseconds: 20)
                    connection.send(piece.bytes)
                }
                if closing { return }
            }
        }
        try await onLoops { loops in
            let address = Address.tcp(host: "127.0.0.1", port: server.port)
            let client = Client(address, loops: loops.all, limits: limits)
            try await body(client, loops.first)
            await client.close()
        }
    }
}

extension Complaint {
    fileprivate init(_ description: String) {
        self.init(description: description)
    }
}
