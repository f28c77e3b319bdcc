import EventLoop
import HTTP
import Testing

@Suite struct ClientBodyTests {
    private static let size = 8 << 20

    /// Answers with the body as it comes in.
    private static let streamingEcho: Handler = { request in
        switch request.body {
        case .stream(let body): Response(body: .stream(BodyStream { try await body.next() }))
        case .bytes, .empty: Response(body: request.body)
        }
    }

    private static func limits() -> ServerLimits {
        var limits = ServerLimits()
        limits.bodyBytes = 16 << 20
        return limits
    }

    @Test(arguments: Ground.both)
    func `large streamed bodies go both ways at once`(ground: Ground) async throws {
        try await World.run(on: ground) { world in
            let site = try await world.serve(Self.limits(), handler: Self.streamingEcho)
            let sent = Record<Int>()
            var post = Request(.post, "/")
            post.body = .stream(
                BodyStream {
                    guard sent.count < Self.size / 65_536 else { return nil }
                    sent.add(1)
                    return [UInt8](repeating: UInt8(sent.count), count: 65_536)
                })
            let response = try await site.client().send(post)
            let echoed = try await response.body.collect(upToBytes: Self.size)
            #expect(echoed.count == Self.size)
            #expect(echoed.last == UInt8(truncatingIfNeeded: Self.size / 65_536))
        }
    }

    @Test(arguments: Ground.both)
    func `large whole bodies go both ways at once`(ground: Ground) async throws {
        try await World.run(on: ground) { world in
            let site = try await world.serve(Self.limits(), handler: Self.streamingEcho)
            var post = Request(.post, "/")
            post.body = .bytes([UInt8](repeating: 7, count: Self.size))
            let response = try await site.client().send(post)
            #expect(try await response.body.collect(upToBytes: Self.size).count == Self.size)
        }
    }

    @Test func `who reads no answer makes nobody keep one in memory`() async throws {
        try await World.run { world in
            let site = try await world.serve(Self.limits(), handler: Self.streamingEcho)
            let sent = Record<Int>()
            var post = Request(.post, "/")
            post.body = .stream(
                BodyStream {
                    guard sent.count < 1_000 else { return nil }
                    sent.add(1)
                    return [UInt8](repeating: 1, count: 8_192)
                })
            let response = try await site.client().send(post)
            try await world.sleep(milliseconds: 5_000)
            #expect(sent.count * 8_192 <= 256 << 10)
            #expect(try await response.body.collect(upToBytes: 1 << 24).count == 8_192_000)
        }
    }

    @Test(arguments: Ground.both)
    func `an answer that comes before the body has gone is heard`(ground: Ground) async throws {
        try await World.run(on: ground) { world in
            let site = try await world.serve(Self.limits()) { _ in
                .text("enough", .contentTooLarge)
            }
            var post = Request(.post, "/")
            post.body = .bytes([UInt8](repeating: 7, count: Self.size))
            let response = try await site.client().send(post)
            #expect(response.status == .contentTooLarge)
            #expect(try await response.body.collect(upToBytes: 1_000) == Array("enough".utf8))
        }
    }

    @Test func `a source that fails fails the call, and the server sees no end`() async throws {
        struct Broken: Error {}
        try await World.run { world in
            let bodies = Record<String>()
            let site = try await world.serve { request in
                let body = await caught { try await request.body.collect(upToBytes: 100) }
                bodies.add(body.isSuccess ? "whole" : "cut")
                return .text("x")
            }
            let pieces = Record<Int>()
            var post = Request(.post, "/")
            post.body = .stream(
                BodyStream {
                    pieces.add(1)
                    if pieces.count == 3 { throw Broken() }
                    return [1]
                })
            let client = site.client()
            await #expect(throws: ClientError.requestBodyFailed(nil)) {
                _ = try await client.send(post)
            }
            try await world.sleep(milliseconds: 10)
            #expect(bodies.all == ["cut"])
        }
    }

    @Test(arguments: [["12", "3"], ["123", "45"]])
    func `a body that is not as long as it said is never sent as if it were`(
        pieces: [String]
    ) async throws {
        try await World.run { world in
            let bodies = Record<String>()
            let site = try await world.serve { request in
                let body = await caught { try await request.body.collect(upToBytes: 100) }
                bodies.add(body.isSuccess ? "whole" : "cut")
                return .text("x")
            }
            var post = Request(.post, "/")
            post.body = .stream(ServerResponseTests.pieces(pieces, length: 4))
            let client = site.client()
            await #expect(throws: ClientError.requestBodyFailed(nil)) {
                _ = try await client.send(post)
            }
            try await world.sleep(milliseconds: 10)
            #expect(bodies.all == ["cut"])
        }
    }
}
