import EventLoop
import HTTP

/// One end of a connection, spoken by hand: the tests' own view of the wire, which shares no
/// parser with what it tests.
final class PlainWire: @unchecked Sendable {
    // Sendable: made and used by one task, on the loop of its stream.
    struct Ended: Error {
        let after: String
    }

    let stream: ByteStream
    private var unused: [UInt8] = []

    init(_ stream: ByteStream) {
        self.stream = stream
    }

    init(_ world: World, to address: Address) async throws {
        let deadline = world.client.now.advanced(byMilliseconds: 5_000)
        stream = try await world.transport(of: "client").connect(
            to: address, on: world.client, by: deadline)
    }

    // MARK: Saying

    func send(_ text: String) async throws {
        try await stream.writeAll(Array(text.utf8))
    }

    func send(_ bytes: [UInt8]) async throws {
        try await stream.writeAll(bytes)
    }

    /// A request with the fields it needs, and those given.
    func get(_ path: String, _ fields: String...) async throws {
        try await send("GET \(path) HTTP/1.1\r\nhost: test\r\n\(lines(fields))\r\n")
    }

    func post(_ path: String, _ body: String, _ fields: String...) async throws {
        let length = "content-length: \(body.utf8.count)\r\n"
        let head = "POST \(path) HTTP/1.1\r\nhost: test\r\n\(length)\(lines(fields))\r\n"
        try await send(head + body)
    }

    private func lines(_ fields: [String]) -> String {
        fields.map { $0 + "\r\n" }.joined()
    }

    // MARK: Listening

    /// The next response, whole.
    func reply(toHead: Bool = false) async throws -> WireMessage {
        var reply = WireMessage(head: try await head())
        if toHead || reply.status < 200 || [204, 304].contains(reply.status) { return reply }
        if let chunks = try await framedBody(of: reply) {
            reply.chunks = chunks
        } else {
            reply.chunks = [await everything()]
        }
        return reply
    }

    /// The next request, whole: for tests that play the server.
    @discardableResult
    func request() async throws -> WireMessage {
        var request = WireMessage(head: try await head())
        request.chunks = try await framedBody(of: request) ?? []
        return request
    }

    private func framedBody(of message: WireMessage) async throws -> [[UInt8]]? {
        if message["transfer-encoding"] == "chunked" {
            var chunks: [[UInt8]] = []
            while let chunk = try await chunk() { chunks.append(chunk) }
            return chunks
        }
        guard let length = message["content-length"].flatMap({ Int($0) }) else { return nil }
        return [try await take(length)]
    }

    /// The lines of the next head, without its end.
    func head() async throws -> String {
        let end = Array("\r\n\r\n".utf8)
        while true {
            if let range = unused.firstRange(of: end) {
                let text = String(decoding: unused[..<range.lowerBound], as: UTF8.self)
                unused.removeSubrange(..<range.upperBound)
                return text
            }
            try await more()
        }
    }

    /// The next chunk of a chunked body; nil is its end.
    func chunk() async throws -> [UInt8]? {
        let size = Int(try await line(), radix: 16) ?? -1
        guard size >= 0 else { throw Ended(after: "a bad chunk size") }
        let data = try await take(size)
        guard try await line().isEmpty else { throw Ended(after: "a chunk without its end") }
        return size == 0 ? nil : data
    }

    func line() async throws -> String {
        while true {
            if let range = unused.firstRange(of: [13, 10]) {
                let text = String(decoding: unused[..<range.lowerBound], as: UTF8.self)
                unused.removeSubrange(..<range.upperBound)
                return text
            }
            try await more()
        }
    }

    func take(_ count: Int) async throws -> [UInt8] {
        while unused.count < count { try await more() }
        defer { unused.removeFirst(count) }
        return Array(unused[..<count])
    }

    /// All that comes until the other side ends, however it ends.
    func everything() async -> [UInt8] {
        while await caught({ try await self.more() }).isSuccess {}
        defer { unused = [] }
        return unused
    }

    /// Whether the other side ends now, having said nothing more.
    func ends() async -> Bool {
        await everything().isEmpty
    }

    private func more() async throws {
        var room = [UInt8](repeating: 0, count: 65_536)
        while true {
            try await stream.waitUntilReadable()
            let count = try room.withUnsafeMutableBytes { room throws(StreamError) in
                try stream.read(into: room)
            }
            guard let count else { continue }
            if count == 0 { throw Ended(after: String(decoding: unused, as: UTF8.self)) }
            unused += room[..<count]
            return
        }
    }
}
