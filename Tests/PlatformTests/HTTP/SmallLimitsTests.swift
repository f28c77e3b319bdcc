import EventLoop
import HTTP
import Testing

/// Limits may be set far below their defaults, and nothing may come to depend on the defaults.
@Suite struct SmallLimitsTests {
    @Test(arguments: [64, 100, 500, 2_000])
    func `with small heads chunks may still have extensions and trailers`(
        headBytes: Int
    ) async throws {
        try await World.run { world in
            var limits = ServerLimits()
            limits.head.headBytes = headBytes
            let site = try await world.serve(limits, handler: ServerBodyTests.echo)
            let wire = try await site.connect()
            let note = String(repeating: "n", count: 900)
            let trailer = "x-t: " + String(repeating: "t", count: 3_900)
            for _ in 0..<2 {
                try await wire.send(
                    "POST / HTTP/1.1\r\nhost: t\r\ntransfer-encoding: chunked\r\n\r\n"
                        + "1;\(note)\r\nx\r\n1\r\ny\r\n0\r\n\(trailer)\r\n\r\n")
                #expect(try await wire.reply().text == "xy")
            }
        }
    }

    @Test func `a head beyond a small limit is refused`() async throws {
        try await World.run { world in
            var limits = ServerLimits()
            limits.head.headBytes = 64
            let site = try await world.serve(limits, handler: ServerBodyTests.echo)
            let wire = try await site.connect()
            try await wire.get("/", "x: " + String(repeating: "x", count: 100))
            #expect(try await wire.reply().status == 431)
        }
    }
}
