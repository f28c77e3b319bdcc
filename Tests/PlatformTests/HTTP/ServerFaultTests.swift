import EventLoop
import Glibc
import HTTP
import Testing

@Suite struct ServerFaultTests {
    private struct SecretError: Error {
        let password = "hunter2"
    }

    @Test(arguments: Ground.both)
    func `a thrown error is one fault, and 500 without details`(ground: Ground) async throws {
        try await World.run(on: ground) { world in
            let site = try await world.serve { request in
                if request.target.path == "/fails" { throw SecretError() }
                return .text("fine")
            }
            let wire = try await site.connect()
            try await wire.get("/fails")
            let reply = try await wire.reply()
            #expect(reply.status == 500)
            #expect(reply["content-type"] == "application/problem+json")
            #expect(reply.text.contains(#""code":"internal-error""#))
            #expect(!reply.text.contains("hunter2"))
            #expect(!reply.text.contains("SecretError"))
            #expect(site.faults.count == 1)
            #expect(site.faults.all.first?.contains("hunter2") == true)
            try await wire.get("/")
            #expect(try await wire.reply().text == "fine")
        }
    }

    @Test func `a thrown problem is told as it is, and is no fault`() async throws {
        try await World.run { world in
            let site = try await world.serve { _ in
                var problem = Problem(
                    .conflict, code: "price-changed", detail: "It was 9,000 \"won\".")
                problem.fields.append(.retryAfter, 3)
                throw problem
            }
            let wire = try await site.connect()
            try await wire.get("/")
            let reply = try await wire.reply()
            #expect(reply.status == 409)
            #expect(reply["retry-after"] == "3")
            #expect(
                reply.text == #"{"type":"about:blank","title":"Conflict","status":409,"#
                    + #""code":"price-changed","detail":"It was 9,000 \"won\"."}"#)
            #expect(!reply.saysClose)
            #expect(site.faults.all == [])
        }
    }

    @Test(arguments: Ground.both)
    func `a client that goes away cancels its handler, and that is no fault`(
        ground: Ground
    ) async throws {
        try await World.run(on: ground) { world in
            let seen = Record<String>()
            let site = try await world.serve { _ in
                do {
                    try await world.server.sleep(milliseconds: 25_000)
                } catch {
                    seen.add("cancelled")
                    throw error
                }
                return .text("to nobody")
            }
            let wire = try await site.connect()
            try await wire.get("/")
            try await world.sleep(milliseconds: 20)
            try wire.resetConnection(in: world)
            try await world.sleep(milliseconds: 50)
            #expect(seen.all == ["cancelled"])
            #expect(site.faults.all == [])
        }
    }

    @Test func `a client that is reset while it sends its body is no fault`() async throws {
        try await World.run { world in
            let site = try await world.serve(handler: ServerBodyTests.echo)
            let wire = try await site.connect()
            try await wire.send("POST / HTTP/1.1\r\nhost: t\r\ncontent-length: 90\r\n\r\nhalf")
            try await world.sleep(milliseconds: 20)
            try wire.resetConnection(in: world)
            try await world.sleep(milliseconds: 50)
            #expect(site.faults.all == [])
        }
    }
}

extension PlainWire {
    /// Ends the connection in both directions at once, as a client does that crashes.
    func resetConnection(in world: World) throws {
        if let network = world.network {
            network.cutConnections("client", "server")
        } else if let socket = stream.detach() {
            var linger = linger(l_onoff: 1, l_linger: 0)
            let size = socklen_t(MemoryLayout.size(ofValue: linger))
            setsockopt(socket, SOL_SOCKET, SO_LINGER, &linger, size)
            close(socket)
        }
    }
}
