import EventLoop
import Glibc
import Testing

@Suite struct ByteStreamEndingTests {
    private static let reset = StreamError.system(SystemError(call: "recv", code: ECONNRESET))

    @Test(arguments: SocketKind.allCases)
    func `one side that has finished writing still reads`(wire: SocketKind) async throws {
        try await onLoops { loops in
            let (near, far) = try await wire.streams(loops.first, loops.first)
            try await near.writeAll(Array("question".utf8))
            near.finishWriting()
            #expect(try await far.readToEnd() == Array("question".utf8))
            try await far.writeAll(Array("answer".utf8))
            far.close()
            #expect(try await near.readToEnd() == Array("answer".utf8))
            near.close()
        }
    }

    @Test(arguments: SocketKind.allCases)
    func `writing after having finished is an error`(wire: SocketKind) async throws {
        try await onLoops { loops in
            let (stream, peer) = try wire.streamAndPeer(loops.first)
            stream.finishWriting()
            await #expect(throws: StreamError.system(SystemError(call: "send", code: EPIPE))) {
                try await stream.writeAll([1])
            }
            peer.end()
            stream.close()
        }
    }

    @Test(arguments: SocketKind.allCases)
    func `writing nothing is no error, not even to a peer that is gone`(
        kind: SocketKind
    ) async throws {
        try await onLoops { loops in
            let (stream, peer) = try kind.streamAndPeer(loops.first)
            peer.reset()
            try await stream.writeAll([])
            stream.close()
        }
    }

    @Test func `a reset ends the wait of the reader and tells the owner once`() async throws {
        try await onLoops { loops in
            let loop = loops.first
            let (stream, peer) = try SocketKind.tcp.streamAndPeer(loop)
            var tellings = 0
            stream.onBroken = { tellings += 1 }
            _ = loop.schedule(at: loop.now.advanced(byMilliseconds: 1)) { peer.reset() }
            #expect(await stream.endSeenByReader() == Self.reset)
            #expect(stream.failure == Self.reset)
            try await loop.sleep(milliseconds: 1)
            #expect(tellings == 1)
            #expect(!stream.isClosed, "its owner closes it")
            stream.close()
        }
    }

    @Test func `an owner who asks after the connection broke is told too`() async throws {
        try await onLoops { loops in
            let loop = loops.first
            let (stream, peer) = try SocketKind.tcp.streamAndPeer(loop)
            peer.reset()
            try await loop.sleep(milliseconds: 1)
            var tellings = 0
            stream.onBroken = { tellings += 1 }
            #expect(tellings == 0, "not before the caller is done")
            try await loop.sleep(milliseconds: 1)
            #expect(tellings == 1)
            stream.close()
        }
    }

    @Test(arguments: SocketKind.allCases)
    func `whoever waits on a stream that is closed learns why`(wire: SocketKind) async throws {
        try await onLoops { loops in
            let loop = loops.first
            let (stream, peer) = try wire.streamAndPeer(loop)
            let ends = Lock<[StreamError?]>([])
            let scope = TaskScope(loop: loop)
            scope.spawn {
                let end = await stream.endSeenByReader()
                ends.withLock { $0.append(end) }
            }
            scope.spawn {
                do throws(StreamError) {
                    try await stream.writeAll(Array(repeating: 0, count: 16 << 20))
                } catch {
                    ends.withLock { $0.append(error) }
                }
            }
            try await loop.sleep(milliseconds: 2)
            stream.close(.cancelled)
            await scope.drained()
            #expect(ends.withLock { $0 } == [.cancelled, .cancelled])
            #expect(throws: StreamError.cancelled) { try stream.readText() }
            peer.end()
        }
    }

    @Test func `a closed stream is let go of, and so is what its owner hung on it`() async throws {
        try await onLoops { loops in
            weak var witness: ByteStream?
            do {
                let (stream, peer) = try SocketKind.unix.streamAndPeer(loops.first)
                witness = stream
                stream.onBroken = { _ = stream.isClosed }
                try await loops.first.sleep(milliseconds: 1)
                stream.close()
                peer.end()
            }
            #expect(witness == nil)
        }
    }

    @Test(arguments: SocketKind.allCases)
    func `a detached socket stays open, with what it has received`(wire: SocketKind) async throws {
        try await onLoops { loops in
            weak var witness: ByteStream?
            let (near, far) = try wire.pair()
            let peer = Peer(descriptor: far)
            do {
                let stream = try ByteStream(adopting: near, on: loops.first)
                witness = stream
                stream.onBroken = { _ = stream.isClosed }
                peer.write("first, second")
                #expect(try await stream.nextText(atMost: 7) == "first, ")
                #expect(stream.detach() == near)
                #expect(stream.detach() == nil)
                #expect(throws: StreamError.closed) { try stream.readText() }
            }
            #expect(witness == nil)
            let heir = try ByteStream(adopting: near, on: loops.first)
            #expect(try await heir.nextText() == "second")
            try await heir.writeAll([33])
            heir.close()
            peer.end()
        }
    }

    @Test func `a descriptor that cannot be waited for is refused and closed`() async throws {
        try await onLoops { loops in
            let file = open("/proc/self/status", O_RDONLY)
            let number = fcntl(file, F_DUPFD_CLOEXEC, 800)
            close(file)
            #expect(throws: SystemError(call: "epoll_ctl", code: EPERM)) {
                try ByteStream(adopting: number, on: loops.first)
            }
            #expect(fcntl(number, F_GETFD) == -1)
        }
    }
}
