import EventLoop
import HTTP
import Testing

@Suite struct ServerHTTP10Tests {
    @Test(arguments: Ground.both)
    func `an HTTP 1.0 client is answered and the connection closed`(ground: Ground) async throws {
        try await World.run(on: ground) { world in
            let site = try await world.serve { _ in .text("old friend") }
            let wire = try await site.connect()
            try await wire.send("GET / HTTP/1.0\r\n\r\n")
            let reply = try await wire.reply()
            #expect(reply.text == "old friend")
            #expect(reply.saysClose)
            #expect(await wire.ends())
        }
    }

    @Test func `an HTTP 1.0 client that asks to stay is told that it may`() async throws {
        try await World.run { world in
            let site = try await world.serve { .text($0.target.path) }
            let wire = try await site.connect()
            for path in ["/one", "/two"] {
                try await wire.send("GET \(path) HTTP/1.0\r\nconnection: keep-alive\r\n\r\n")
                let reply = try await wire.reply()
                #expect(reply.text == path)
                #expect(reply["connection"] == "keep-alive")
            }
        }
    }

    @Test func `a body of unknown length ends with the connection for HTTP 1.0`() async throws {
        try await World.run { world in
            let site = try await world.serve { _ in
                Response(body: .stream(ServerResponseTests.pieces(["never ", "chunked"])))
            }
            for fields in ["", "connection: keep-alive\r\n"] {
                let wire = try await site.connect()
                try await wire.send("GET / HTTP/1.0\r\n\(fields)\r\n")
                let taken = try await world.milliseconds {
                    let reply = try await wire.reply()
                    #expect(reply["transfer-encoding"] == nil)
                    #expect(reply.saysClose)
                    #expect(reply.text == "never chunked")
                }
                #expect(taken < 100)
            }
        }
    }
}
