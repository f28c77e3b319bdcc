import EventLoop
import Glibc
import Testing

/// Sockets are watched edge-triggered: epoll tells a change once. These are the moments in which a
/// change could be missed, or be told to the wrong one.
@Suite struct ByteStreamEdgeTests {
    @Test(arguments: SocketKind.allCases)
    func `bytes that come between a short read and the wait for more are found`(
        wire: SocketKind
    ) async throws {
        try await onLoops { loops in
            let (stream, peer) = try wire.streamAndPeer(loops.first)
            for round in 0..<200 {
                peer.write("a\(round)")
                #expect(try await stream.nextText() == "a\(round)")
                peer.write("b")
                try await stream.waitUntilReadable()
                #expect(try stream.readText() == "b")
                #expect(try stream.readText() == nil)
            }
            peer.end()
            stream.close()
        }
    }

    @Test(arguments: SocketKind.allCases)
    func `an end that came together with the last bytes is found after them`(
        wire: SocketKind
    ) async throws {
        try await onLoops { loops in
            let (stream, peer) = try wire.streamAndPeer(loops.first)
            peer.write("last words")
            peer.finish()
            // One event tells of both; the short read must not forget the end.
            try await stream.waitUntilReadable()
            #expect(try stream.readText() == "last words")
            #expect(await stream.endSeenByReader() == nil)
            peer.end()
            stream.close()
        }
    }

    @Test(arguments: SocketKind.allCases)
    func `an end that comes between a short read and the wait is found`(wire: SocketKind)
        async throws
    {
        try await onLoops { loops in
            let (stream, peer) = try wire.streamAndPeer(loops.first)
            peer.write("last words")
            try await stream.waitUntilReadable()
            peer.finish()
            #expect(try stream.readText() == "last words")
            #expect(await stream.endSeenByReader() == nil)
            #expect(try stream.readText() == "", "the end stays there to be read again")
            peer.end()
            stream.close()
        }
    }

    @Test func `a reset that came together with bytes is found after a short read`() async throws {
        try await onLoops { loops in
            let (stream, peer) = try SocketKind.tcp.streamAndPeer(loops.first)
            peer.write("half a requ")
            try await loops.first.sleep(milliseconds: 1)
            peer.reset()
            try await stream.waitUntilReadable()
            _ = try? stream.readText()
            #expect(
                await stream.endSeenByReader()
                    == .system(SystemError(call: "recv", code: ECONNRESET)))
            stream.close()
        }
    }

    @Test(arguments: SocketKind.allCases)
    func `what was there before the stream was made is found`(wire: SocketKind) async throws {
        try await onLoops { loops in
            let (near, far) = try wire.pair()
            let peer = Peer(descriptor: far)
            peer.write("early")
            let stream = try ByteStream(adopting: near, on: loops.first)
            #expect(try await stream.nextText() == "early")
            peer.end()
            stream.close()
        }
    }

    @Test func `an event for a closed stream never reaches the next owner of its descriptor`()
        async throws
    {
        try await onLoops { loops in
            let loop = loops.first
            let (first, firstPeer) = try SocketKind.tcp.streamAndPeer(loop)
            let (near, far) = try SocketKind.tcp.pair()
            let number = fcntl(near, F_DUPFD_CLOEXEC, 700)
            close(near)
            let second = try ByteStream(adopting: number, on: loop)
            let (idle, idlePeer) = try SocketKind.tcp.pair()
            try await loop.sleep(milliseconds: 1)

            // Both become ready in one turn, the first before the second, whose descriptor then
            // has changed hands when its event's turn comes.
            var third: ByteStream?
            first.onBroken = {
                second.close()
                let reused = fcntl(idle, F_DUPFD_CLOEXEC, number)
                #expect(reused == number)
                third = try? ByteStream(adopting: reused, on: loop)
            }
            firstPeer.reset()
            Peer(descriptor: far).write("for the second")
            while third == nil { try await loop.sleep(milliseconds: 1) }
            let heir = try #require(third)
            let timer = loop.schedule(at: loop.now.advanced(byMilliseconds: 20)) {
                heir.close(.timedOut)
            }
            await #expect(throws: StreamError.timedOut) { try await heir.waitUntilReadable() }
            loop.cancel(timer)
            first.close()
            for descriptor in [far, idle, idlePeer] { close(descriptor) }
        }
    }
}
