import CSystem
import EventLoop
import Glibc

/// The kinds of real connection that tests are run over.
enum SocketKind: String, CaseIterable, Sendable {
    case tcp, unix

    /// Two connected descriptors.
    func pair() throws -> (Int32, Int32) {
        guard self == .tcp else { return try DescriptorChannel.pair() }
        let listener = try SystemError.check("listen", csystem_listen_tcp("127.0.0.1", 0, 1))
        defer { close(listener) }
        let port = try SystemError.check("port", csystem_bound_port(listener))
        let near = try SystemError.check("connect", csystem_connect_tcp("127.0.0.1", UInt16(port)))
        var one = pollfd(fd: listener, events: Int16(POLLIN), revents: 0)
        poll(&one, 1, 1_000)
        return (near, try SystemError.check("accept", csystem_accept(listener)))
    }

    /// Two streams, each of its loop; to be called on the first's.
    func streams(_ near: EventLoop, _ far: EventLoop) async throws -> (ByteStream, ByteStream) {
        let (left, right) = try pair()
        let other = await far.run { try? ByteStream(adopting: right, on: far) }
        guard let other else { throw SystemError(call: "adopt", code: EIO) }
        return (try ByteStream(adopting: left, on: near), other)
    }

    /// A stream and the bare descriptor at its other end, to misbehave with.
    func streamAndPeer(_ loop: EventLoop) throws -> (ByteStream, Peer) {
        let (near, far) = try pair()
        return (try ByteStream(adopting: near, on: loop), Peer(descriptor: far))
    }
}

/// The other end of a connection, as a kernel shows it.
struct Peer {
    let descriptor: Int32

    func write(_ text: String) {
        let sent = send(descriptor, text, text.utf8.count, Int32(MSG_NOSIGNAL))
        precondition(sent == text.utf8.count, "the socket's buffer takes a few bytes")
    }

    func finish() {
        shutdown(descriptor, Int32(SHUT_WR))
    }

    func end() {
        close(descriptor)
    }

    /// Closes with an RST (TCP only; a Unix socket does it when bytes were left unread).
    func reset() {
        var now = linger(l_onoff: 1, l_linger: 0)
        setsockopt(descriptor, SOL_SOCKET, SO_LINGER, &now, socklen_t(MemoryLayout<linger>.size))
        close(descriptor)
    }
}

extension ByteStream {
    /// What has arrived, as text; nil when there is nothing yet.
    func readText(atMost room: Int = 4_096) throws(StreamError) -> String? {
        var bytes = [UInt8](repeating: 0, count: room)
        let count = try bytes.withUnsafeMutableBufferPointer { room throws(StreamError) in
            try read(into: UnsafeMutableRawBufferPointer(room))
        }
        return count.map { String(decoding: bytes[..<$0], as: UTF8.self) }
    }

    /// Waits for something, and reads it.
    func nextText(atMost room: Int = 4_096) async throws(StreamError) -> String {
        while true {
            if let text = try readText(atMost: room) { return text }
            try await waitUntilReadable()
        }
    }

    /// All that comes until the peer has finished.
    func readToEnd() async throws(StreamError) -> [UInt8] {
        var all: [UInt8] = []
        var room = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = try room.withUnsafeMutableBufferPointer { room throws(StreamError) in
                try read(into: UnsafeMutableRawBufferPointer(room))
            }
            switch count {
            case nil: try await waitUntilReadable()
            case 0: return all
            case let count?: all += room[..<count]
            }
        }
    }

    /// How the stream ends for one who waits to read from it, if it does within so long.
    func endSeenByReader(withinMilliseconds limit: Int = 2_000) async -> StreamError? {
        let timer = loop.schedule(at: loop.now.advanced(byMilliseconds: limit)) {
            self.close(.timedOut)
        }
        defer { loop.cancel(timer) }
        do throws(StreamError) {
            // A read would find the end by asking the kernel; the wait has to know of it.
            try await waitUntilReadable()
            _ = try await readToEnd()
            return nil
        } catch {
            return error
        }
    }
}
