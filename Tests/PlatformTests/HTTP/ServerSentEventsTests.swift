import EventLoop
import HTTP
import Testing

@Suite struct ServerSentEventsTests {
    @Test func `events may be hours apart`() async throws {
        try await World.run { world in
            let count = Record<Int>()
            let site = try await world.serve { _ in
                .events {
                    guard count.count < 3 else { return nil }
                    count.add(1)
                    try await world.server.sleep(milliseconds: 3 * 3_600_000)
                    return ServerSentEvent(name: "tick", data: "\(count.count)", id: "7")
                }
            }
            let wire = try await site.connect()
            try await wire.get("/")
            let taken = try await world.milliseconds {
                let reply = try await wire.reply()
                #expect(reply["content-type"] == "text/event-stream")
                #expect(reply["cache-control"] == "no-store")
                let events = (1...3).map { "id: 7\nevent: tick\ndata: \($0)\n\n" }
                #expect(reply.chunks.map(Self.text).filter { $0 != ":\n\n" } == events)
            }
            #expect(taken >= 9 * 3_600_000)
            try await wire.get("/")
            #expect(try await wire.reply().text == "")
        }
    }

    @Test func `a silence is filled with comments, each after its time`() async throws {
        try await World.run { world in
            var limits = ServerLimits()
            limits.eventSilenceMilliseconds = 1_000
            let told = Record<Int>()
            let site = try await world.serve(limits) { _ in
                .events {
                    guard told.count < 2 else { return nil }
                    told.add(1)
                    try await world.server.sleep(milliseconds: 2_500)
                    return ServerSentEvent(data: "\(told.count)")
                }
            }
            let wire = try await site.connect()
            try await wire.get("/")
            let reply = try await wire.reply()
            #expect(
                reply.chunks.map(Self.text) == [
                    ":\n\n", ":\n\n", "data: 1\n\n", ":\n\n", ":\n\n", "data: 2\n\n",
                ])
        }
    }

    @Test func `other streams are left as they are, however silent`() async throws {
        try await World.run { world in
            let told = Record<Int>()
            let site = try await world.serve { _ in
                let body = BodyStream {
                    guard told.count < 2 else { return nil }
                    told.add(1)
                    try await world.server.sleep(milliseconds: 3_600_000)
                    return Array("piece".utf8)
                }
                return Response(.ok, .text, body: .stream(body))
            }
            let wire = try await site.connect()
            try await wire.get("/")
            #expect(try await wire.reply().text == "piecepiece")
        }
    }

    /// It has only finished writing, as far as anybody can see, until it is sent something.
    @Test(arguments: Ground.both)
    func `a client that closes during a silence ends its source`(ground: Ground) async throws {
        try await World.run(on: ground) { world in
            var limits = ServerLimits()
            limits.eventSilenceMilliseconds = 50
            let ended = Record<String>()
            let site = try await world.serve(limits) { _ in
                Self.endlessSilence(on: world.server, ended)
            }
            let wire = try await site.connect()
            try await wire.get("/")
            _ = try await wire.head()
            wire.stream.close()
            try await world.sleep(milliseconds: 500)
            #expect(ended.all == ["cancelled"])
            #expect(site.faults.all == [])
        }
    }

    @Test func `a client that takes no more comments is given up, its source with it`()
        async throws
    {
        try await World.run { world in
            let ended = Record<String>()
            let site = try await world.serve { _ in
                Self.endlessSilence(on: world.server, ended)
            }
            let wire = try await site.connect()
            try await wire.get("/")
            _ = try await wire.head()
            // What is under way to it fills the window of 64 KB: a chunk of eight bytes in 15 s.
            let full = 9_000 * ServerLimits().eventSilenceMilliseconds
            try await world.sleep(milliseconds: full / 2)
            #expect(ended.all == [])
            try await world.sleep(milliseconds: full / 2)
            #expect(ended.all == ["cancelled"])
            #expect(site.faults.all == [])
        }
    }

    private static func endlessSilence(on loop: EventLoop, _ ended: Record<String>) -> Response {
        .events {
            do {
                try await loop.sleep(until: .distantFuture)
            } catch {
                ended.add("cancelled")
                throw error
            }
            return nil
        }
    }

    @Test(arguments: Ground.both)
    func `a client that goes away ends its source`(ground: Ground) async throws {
        try await World.run(on: ground) { world in
            let ended = Record<String>()
            let site = try await world.serve { _ in
                .events {
                    do {
                        try await world.server.sleep(milliseconds: 20)
                    } catch {
                        ended.add("cancelled")
                        throw error
                    }
                    return ServerSentEvent(data: "tick")
                }
            }
            let wire = try await site.connect()
            try await wire.get("/")
            _ = try await wire.head()
            _ = try await wire.chunk()
            wire.stream.close()
            try await world.sleep(milliseconds: 200)
            #expect(ended.count <= 1)
            #expect(site.faults.all == [])
            let taken = try await world.milliseconds {
                try await site.drain(withinMilliseconds: 5_000)
            }
            #expect(taken < 1_000)
        }
    }

    @Test(arguments: Ground.both)
    func `a client that crashes during a silence ends its source`(ground: Ground) async throws {
        try await World.run(on: ground) { world in
            let ended = Record<String>()
            let site = try await world.serve { _ in
                .events {
                    do {
                        try await world.server.sleep(milliseconds: 3_600_000)
                    } catch {
                        ended.add("cancelled")
                        throw error
                    }
                    return nil
                }
            }
            let wire = try await site.connect()
            try await wire.get("/")
            _ = try await wire.head()
            try wire.resetConnection(in: world)
            try await world.sleep(milliseconds: 100)
            #expect(ended.all == ["cancelled"])
            #expect(site.faults.all == [])
        }
    }

    @Test func `a slow reader slows its source down`() async throws {
        try await World.run { world in
            let made = Record<Int>()
            let site = try await world.serve { _ in
                .events {
                    made.add(1)
                    return ServerSentEvent(data: String(repeating: "e", count: 1_000))
                }
            }
            let wire = try await site.connect()
            try await wire.get("/")
            try await world.sleep(milliseconds: 20_000)
            #expect(made.count < 100)
        }
    }

    @Test(arguments: [
        ("one\ntwo", "data: one\ndata: two\n\n"),
        ("one\r\ntwo", "data: one\ndata: two\n\n"),
        ("one\rtwo", "data: one\ndata: two\n\n"),
        ("", "data: \n\n"),
        ("end\n", "data: end\ndata: \n\n"),
        ("a\n\nid: 9", "data: a\ndata: \ndata: id: 9\n\n"),
        ("치킨", "data: 치킨\n\n"),
    ])
    func `each line of the data is a field`(data: String, wire: String) async throws {
        #expect(try await Self.encoded(ServerSentEvent(data: data)) == wire)
    }

    @Test(arguments: ["x\nid: 1", "x\rid: 1", "x\r\nid: 1"])
    func `a name or an id cannot begin another field`(text: String) async throws {
        let encoded = try await Self.encoded(ServerSentEvent(name: text, data: "d", id: text))
        let lines = encoded.split(whereSeparator: \.isNewline)
        #expect(lines.count == 3)
    }

    private static func text(_ chunk: [UInt8]) -> String {
        String(decoding: chunk, as: UTF8.self)
    }

    private static func encoded(_ event: ServerSentEvent) async throws -> String {
        try await World.run { world in
            let sent = Record<Int>()
            let site = try await world.serve { _ in
                .events {
                    sent.add(1)
                    return sent.count == 1 ? event : nil
                }
            }
            let wire = try await site.connect()
            try await wire.get("/")
            return try await wire.reply().text
        }
    }
}
