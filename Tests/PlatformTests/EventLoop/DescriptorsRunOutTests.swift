import CSystem
import EventLoop
import Glibc
import Testing

/// In processes of their own, since every other test would run out of descriptors too.
@Suite(.timeLimit(.minutes(5))) struct DescriptorsRunOutTests {
    @Test func `when descriptors run out, those who come wait, and every one is served`()
        async throws
    {
        await #expect(processExitsWith: .success) {
            try await onLoops { loops in
                let loop = loops.first
                let raw = try SystemError.check("listen", csystem_listen_tcp("127.0.0.1", 0, 100))
                let port = UInt16(csystem_bound_port(raw))
                // All are connected, in the backlog, before the first is accepted.
                let address = Address.tcp(host: "127.0.0.1", port: port)
                var clients: [ByteStream] = []
                for _ in 0..<60 {
                    clients.append(
                        try await Transport.sockets.connect(
                            to: address, on: loop, by: .distantFuture))
                }
                let before = openSockets()
                leaveRoom(forDescriptors: 10)
                let listener = try Listener(
                    inheriting: raw, address: address, loop: loop,
                    dealingTo: [loop], mostConnections: 1_000
                ) { stream in
                    TaskScope(loop: loop).spawn {
                        _ = try? await stream.nextText()
                        try? await stream.writeAll([33])
                        stream.close()
                    }
                }
                while listener.pauseCount == 0 { try await loop.sleep(milliseconds: 1) }
                var served = 0
                for client in clients {
                    try await client.writeAll([63])
                    served += try await client.readToEnd().count
                }
                #expect(served == 60)
                #expect(openSockets() == before)
            }
        }
    }

    @Test func `a connection that is handed over to a full process is a clear error`() async throws
    {
        await #expect(processExitsWith: .success) {
            try await onLoops { loops in
                let (left, right) = try DescriptorChannel.pair()
                let sender = DescriptorChannel(try ByteStream(adopting: left, on: loops.first))
                let receiver = DescriptorChannel(try ByteStream(adopting: right, on: loops.first))
                try await sender.send(0, with: [1, 2, 3])
                leaveRoom(forDescriptors: 0)
                await #expect(
                    throws: StreamError.system(SystemError(call: "recvmsg", code: EMFILE))
                ) {
                    _ = try await receiver.receive()
                }
            }
        }
    }
}
