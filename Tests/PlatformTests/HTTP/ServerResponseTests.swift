import EventLoop
import HTTP
import Testing

@Suite struct ServerResponseTests {
    @Test(arguments: Ground.both)
    func `HEAD has the head of GET and no body`(ground: Ground) async throws {
        try await World.run(on: ground) { world in
            var router = Router()
            router.on(.get, "/bytes") { _ in .text("twelve bytes") }
            router.on(.get, "/stream") { _ in Response(body: .stream(Self.pieces(["a", "b"]))) }
            let site = try await world.serve(handler: router.handler)
            let wire = try await site.connect()
            try await wire.send("HEAD /bytes HTTP/1.1\r\nhost: t\r\n\r\n")
            let bytes = try await wire.reply(toHead: true)
            #expect(bytes["content-length"] == "12")
            #expect(bytes["content-type"] == "text/plain; charset=utf-8")
            try await wire.send("HEAD /stream HTTP/1.1\r\nhost: t\r\n\r\n")
            #expect(try await wire.reply(toHead: true)["transfer-encoding"] == "chunked")
            try await wire.get("/bytes")
            #expect(try await wire.reply().text == "twelve bytes")
        }
    }

    @Test(arguments: [Status.noContent, .notModified])
    func `a response that may have no body gets none`(status: Status) async throws {
        try await World.run { world in
            let site = try await world.serve { request in
                request.target.path == "/" ? .text("too much", status) : .text("next")
            }
            let wire = try await site.connect()
            try await wire.get("/")
            let reply = try await wire.reply()
            #expect(reply["content-length"] == nil)
            #expect(reply["transfer-encoding"] == nil)
            try await wire.get("/next")
            #expect(try await wire.reply().text == "next")
        }
    }

    @Test func `a body of unknown length is sent in chunks, one a piece`() async throws {
        try await World.run { world in
            let site = try await world.serve { _ in
                Response(.ok, .text, body: .stream(Self.pieces(["one", "two", "three"])))
            }
            let wire = try await site.connect()
            for _ in 0..<2 {
                try await wire.get("/")
                let reply = try await wire.reply()
                #expect(reply["transfer-encoding"] == "chunked")
                #expect(reply["content-length"] == nil)
                #expect(
                    reply.chunks.map { String(decoding: $0, as: UTF8.self) }
                        == ["one", "two", "three"])
            }
        }
    }

    @Test func `a streamed body of known length is sent as it is`() async throws {
        try await World.run { world in
            let site = try await world.serve { _ in
                Response(.ok, .text, body: .stream(Self.pieces(["12", "345"], length: 5)))
            }
            let wire = try await site.connect()
            try await wire.get("/")
            let reply = try await wire.reply()
            #expect(reply["content-length"] == "5")
            #expect(reply.text == "12345")
        }
    }

    @Test(arguments: [["1", "2"], ["12345", "6"]])
    func `a body that is not as long as it said cuts the connection`(pieces: [String]) async throws
    {
        try await World.run { world in
            let site = try await world.serve { _ in
                Response(.ok, .text, body: .stream(Self.pieces(pieces, length: 5)))
            }
            let wire = try await site.connect()
            try await wire.get("/")
            _ = try await wire.head()
            #expect(await wire.everything().count <= 5)
            #expect(site.faults.count == 1)
        }
    }

    @Test func `a body that breaks off ends without its last chunk`() async throws {
        struct Broken: Error {}
        try await World.run { world in
            let site = try await world.serve { _ in
                let left = Record<Int>()
                return Response(
                    body: .stream(
                        BodyStream {
                            left.add(1)
                            if left.count == 2 { throw Broken() }
                            return [65]
                        }))
            }
            let wire = try await site.connect()
            try await wire.get("/")
            _ = try await wire.head()
            #expect(String(decoding: await wire.everything(), as: UTF8.self) == "1\r\nA\r\n")
            #expect(site.faults.all == ["Broken()"])
        }
    }

    @Test func `a slow reader stops the producer`() async throws {
        try await World.run { world in
            let produced = Record<Int>()
            let site = try await world.serve { _ in
                Response(
                    body: .stream(
                        BodyStream {
                            guard produced.count < 500 else { return nil }
                            produced.add(8_192)
                            return [UInt8](repeating: 1, count: 8_192)
                        }))
            }
            let wire = try await site.connect()
            try await wire.get("/")
            try await world.sleep(milliseconds: 10_000)
            #expect(produced.all.reduce(0, +) <= 96 << 10)
            #expect(try await wire.reply().body.count == 500 * 8_192)
        }
    }

    @Test func `fields a handler leaves about framing are passed over`() async throws {
        try await World.run { world in
            let site = try await world.serve { _ in
                var response = Response.text("real")
                response.fields.append("content-length", "9000")
                response.fields.append("transfer-encoding", "chunked")
                response.fields.append("connection", "close")
                response.fields.append("x-split", "a\r\nx-evil: 1\r\n\r\nbody")
                return response
            }
            let wire = try await site.connect()
            for _ in 0..<2 {
                try await wire.get("/")
                let reply = try await wire.reply()
                #expect(reply.text == "real")
                #expect(reply.fields.count { $0.name == "content-length" } == 1)
                #expect(reply["transfer-encoding"] == nil)
                #expect(reply["x-evil"] == nil)
                #expect(reply["x-split"] == "a  x-evil: 1    body")
            }
        }
    }

    @Test func `the date is the simulation's, and moves with it`() async throws {
        try await World.run { world in
            let site = try await world.serve { _ in .text("now") }
            let wire = try await site.connect()
            try await wire.get("/")
            #expect(try await wire.reply()["date"] == "Thu, 01 Jan 2026 00:00:00 GMT")
            try await world.sleep(milliseconds: 50_000)
            try await wire.get("/")
            #expect(try await wire.reply()["date"] == "Thu, 01 Jan 2026 00:00:50 GMT")
        }
    }

    static func pieces(_ texts: [String], length: Int? = nil) -> BodyStream {
        let given = Record<String>()
        return BodyStream(length: length) {
            guard given.count < texts.count else { return nil }
            let next = texts[given.count]
            given.add(next)
            return Array(next.utf8)
        }
    }
}
