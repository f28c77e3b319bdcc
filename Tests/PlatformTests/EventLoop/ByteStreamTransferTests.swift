import EventLoop
import Testing

@Suite struct ByteStreamTransferTests {
    private static func noise(_ count: Int, seed: UInt64) -> [UInt8] {
        var random = SeededGenerator(seed: seed)
        return Array(unsafeUninitializedCapacity: count) { room, filled in
            let words = UnsafeMutableRawBufferPointer(room).bindMemory(to: UInt64.self)
            for index in words.indices { words[index] = random.next() }
            filled = count
        }
    }

    /// Sends in pieces of every size, now and then giving way.
    private static func send(_ bytes: [UInt8], over stream: ByteStream, seed: UInt64) async throws {
        var random = SeededGenerator(seed: seed)
        var rest = bytes[...]
        while !rest.isEmpty {
            let piece = rest.prefix(.random(in: 1...400_000, using: &random))
            rest = rest.dropFirst(piece.count)
            try await stream.writeAll(Array(piece))
            if Bool.random(using: &random) { await Task.yield() }
        }
        stream.finishWriting()
    }

    @Test(arguments: SocketKind.allCases)
    func `megabytes cross both ways at once and arrive whole`(wire: SocketKind) async throws {
        let upload = Self.noise(4 << 20, seed: 1)
        let download = Self.noise(6 << 20, seed: 2)
        try await onLoops(2) { loops in
            let (near, far) = try await wire.streams(loops.first, loops.all[1])
            async let answer: [UInt8]? = loops.all[1].run {
                async let sent: Void = Self.send(download, over: far, seed: 3)
                let received = try? await far.readToEnd()
                try? await sent
                far.close()
                return received
            }
            async let sent: Void = Self.send(upload, over: near, seed: 4)
            let received = try await near.readToEnd()
            try await sent
            near.close()
            #expect(await answer == upload)
            #expect(received == download)
        }
    }

    @Test(arguments: SocketKind.allCases)
    func `a writer whose peer does not read waits, and goes on when it does`(
        wire: SocketKind
    ) async throws {
        try await onLoops { loops in
            let loop = loops.first
            let (near, far) = try await wire.streams(loop, loop)
            let bytes = Self.noise(8 << 20, seed: 5)
            let scope = TaskScope(loop: loop)
            let isWritten = Lock(false)
            scope.spawn {
                try? await near.writeAll(bytes)
                isWritten.withLock { $0 = true }
                near.finishWriting()
            }
            for _ in 0..<50 { try await loop.sleep(until: loop.now) }
            #expect(!isWritten.withLock { $0 })
            #expect(try await far.readToEnd() == bytes)
            await scope.drained()
            #expect(isWritten.withLock { $0 })
            near.close()
            far.close()
        }
    }

    @Test(arguments: SocketKind.allCases)
    func `a stream read byte by byte loses nothing`(wire: SocketKind) async throws {
        try await onLoops { loops in
            let (near, peer) = try wire.streamAndPeer(loops.first)
            peer.write("one by one")
            peer.end()
            var text = ""
            while true {
                let next = try await near.nextText(atMost: 1)
                if next.isEmpty { break }
                text += next
            }
            #expect(text == "one by one")
            near.close()
        }
    }
}
