import CSystem
import EventLoop
import Glibc
import Testing

@Suite struct ListenerTests {
    private static let anyPort = Address.tcp(host: "127.0.0.1", port: 0)

    /// Connects, asks "?", and gives what the server answers.
    static func ask(_ address: Address, on loop: EventLoop) async throws(StreamError) -> String {
        let deadline = loop.now.advanced(byMilliseconds: 5_000)
        let stream = try await Transport.sockets.connect(to: address, on: loop, by: deadline)
        defer { stream.close() }
        try await stream.writeAll([63])
        return String(decoding: try await stream.readToEnd(), as: UTF8.self)
    }

    /// A server that answers each connection with the name of the loop that serves it.
    static func answering(
        on address: Address, loops: EventLoops, mostConnections: Int = 1_000,
        holding milliseconds: Int = 0
    ) throws(SystemError) -> Listener {
        let itself = Lock<Listener?>(nil)
        let listener = try Listener(
            on: address, loop: loops.first, dealingTo: loops.all, mostConnections: mostConnections
        ) { stream in
            TaskScope(loop: stream.loop).spawn {
                _ = try? await stream.nextText()
                if milliseconds > 0 { try? await stream.loop.sleep(milliseconds: milliseconds) }
                try? await stream.writeAll(Array(stream.loop.name.utf8))
                stream.close()
                itself.withLock { $0 }?.connectionEnded()
            }
        }
        itself.withLock { $0 = listener }
        return listener
    }

    @Test func `connections are dealt round`() async throws {
        let names = try await onLoops(3) { loops in
            let listener = try Self.answering(on: Self.anyPort, loops: loops)
            defer { listener.close() }
            var names: [String] = []
            for _ in 0..<6 { names.append(try await Self.ask(listener.address, on: loops.first)) }
            return names
        }
        #expect(names == ["loop-0", "loop-1", "loop-2", "loop-0", "loop-1", "loop-2"])
    }

    @Test func `at the limit of connections others wait, and none is refused`() async throws {
        let (answers, mostAtOnce) = try await onLoops(2) { loops in
            let open = Lock((now: 0, most: 0))
            let itself = Lock<Listener?>(nil)
            let listener = try Listener(
                on: Self.anyPort, loop: loops.first, dealingTo: loops.all, mostConnections: 3
            ) { stream in
                open.withLock { open in
                    open.now += 1
                    open.most = max(open.most, open.now)
                }
                TaskScope(loop: stream.loop).spawn {
                    try? await stream.loop.sleep(milliseconds: 1)
                    _ = try? await stream.nextText()
                    try? await stream.writeAll([33])
                    stream.close()
                    open.withLock { $0.now -= 1 }
                    itself.withLock { $0 }?.connectionEnded()
                }
            }
            itself.withLock { $0 = listener }
            defer { listener.close() }
            let address = listener.address
            let answers = try await withThrowingTaskGroup(of: String.self) { group in
                for _ in 0..<60 {
                    group.addTask { try await Self.ask(address, on: loops.first) }
                }
                return try await group.reduce(into: "") { $0 += $1 }
            }
            return (answers, open.withLock { $0.most })
        }
        #expect(answers == String(repeating: "!", count: 60))
        #expect(mostAtOnce == 3)
    }

    @Test func `while a listener is suspended those who come wait, also when another one goes`()
        async throws
    {
        try await onLoops { loops in
            let loop = loops.first
            let listener = try Self.answering(on: Self.anyPort, loops: loops, mostConnections: 1)
            defer { listener.close() }
            let address = listener.address
            let isServed = Lock(false)
            let held = try await Transport.sockets.connect(
                to: address, on: loop, by: loop.now.advanced(byMilliseconds: 5_000))
            // It has been accepted when it is answered; it ends while nobody may be accepted.
            try await held.writeAll([63])
            _ = try await held.readToEnd()
            listener.suspend()
            async let late: Void = {
                _ = try await Self.ask(address, on: loop)
                isServed.withLock { $0 = true }
            }()
            try await loop.sleep(milliseconds: 20)
            #expect(!isServed.withLock { $0 })
            listener.acceptAgain()
            try await late
        }
    }

    @Test func `a port in use and an address that is none are typed errors`() async throws {
        try await onLoops { loops in
            let first = try Self.answering(on: Self.anyPort, loops: loops)
            defer { first.close() }
            for (address, code) in [
                (first.address, EADDRINUSE), (.tcp(host: "no.such.name", port: 0), EINVAL),
                (.tcp(host: "192.0.2.1", port: 0), EADDRNOTAVAIL),
                (.unix(path: "/nonexistent/socket"), ENOENT),
            ] {
                #expect(throws: SystemError(call: "listen", code: code)) {
                    try Self.answering(on: address, loops: loops)
                }
            }
        }
    }

    @Test func `a listener closed by the one it serves accepts nobody after`() async throws {
        try await onLoops { loops in
            let loop = loops.first
            let itself = Lock<Listener?>(nil)
            let served = Lock(0)
            let listener = try Listener(
                on: Self.anyPort, loop: loop, dealingTo: [loop], mostConnections: 10
            ) { stream in
                served.withLock { $0 += 1 }
                stream.close()
                itself.withLock { $0 }?.close()
            }
            itself.withLock { $0 = listener }
            guard case .tcp(_, let port) = listener.address else { return }
            let clients = (0..<3).map { _ in csystem_connect_tcp("127.0.0.1", port) }
            try await loop.sleep(milliseconds: 5)
            #expect(served.withLock { $0 } == 1)
            for client in clients { close(client) }
        }
    }

    @Test func `a listening socket is handed on without losing who waits in its backlog`()
        async throws
    {
        let answer = try await onLoops { loops in
            let raw = try SystemError.check("listen", csystem_listen_tcp("127.0.0.1", 0, 16))
            let first = try Listener(
                inheriting: raw, address: Self.anyPort, loop: loops.first,
                dealingTo: loops.all, mostConnections: 10
            ) { stream in stream.close() }
            first.close(keepingOpen: true)
            async let answer = Self.ask(first.address, on: loops.first)
            try await loops.first.sleep(milliseconds: 2)
            let second = try Listener(
                inheriting: raw, address: first.address, loop: loops.first,
                dealingTo: loops.all, mostConnections: 10
            ) { stream in
                TaskScope(loop: stream.loop).spawn {
                    _ = try? await stream.nextText()
                    try? await stream.writeAll(Array("heir".utf8))
                    stream.close()
                }
            }
            defer { second.close() }
            return try await answer
        }
        #expect(answer == "heir")
    }
}
