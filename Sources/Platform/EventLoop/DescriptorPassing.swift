import CSystem
import Glibc

/// A Unix socket over which open connections are handed to another process, each with the bytes
/// that were read from it and not yet used.
///
/// On the wire: the descriptor travels with four bytes that say how many follow.
public struct DescriptorChannel: Sendable {
    public static let mostBytes = 1 << 20
    private static let headerBytes = 4

    private let stream: ByteStream

    public init(_ stream: ByteStream) {
        self.stream = stream
    }

    /// Two connected ends: descriptors, so that each can go to its own loop or process.
    public static func pair() throws(SystemError) -> (Int32, Int32) {
        var left: Int32 = -1
        var right: Int32 = -1
        try SystemError.check("socketpair", csystem_socket_pair(&left, &right))
        return (left, right)
    }

    /// Sends a copy of the descriptor; the caller closes its own.
    public func send(_ descriptor: Int32, with bytes: [UInt8]) async throws(StreamError) {
        precondition(bytes.count <= Self.mostBytes, "a connection has a bounded buffer")
        let header = withUnsafeBytes(of: UInt32(bytes.count).littleEndian) { Array($0) }
        try await sendHeader(header, passing: descriptor)
        try await stream.writeAll(bytes)
    }

    private func sendHeader(
        _ header: [UInt8], passing descriptor: Int32
    ) async throws(StreamError) {
        while true {
            guard let socket = stream.socket else { throw stream.failure ?? .closed }
            let sent = csystem_send_with_descriptor(socket, header, header.count, descriptor)
            if sent > 0 { return try await stream.writeAll(Array(header[Int(sent)...])) }
            guard sent == -Int64(EAGAIN) else {
                throw .system(SystemError(call: "sendmsg", code: Int32(-sent)))
            }
            try await stream.waitUntilWritableAgain()
        }
    }

    /// Returns when the other side has said that the last connection is in its hands. Until then
    /// it may die with the connection still on its way, and only the sender's copy is left.
    public func waitUntilTaken() async throws(StreamError) {
        _ = try await stream.readExactly(1)
    }

    /// Says that the last connection received is in good hands.
    public func sayTaken() async throws(StreamError) {
        try await stream.writeAll([1])
    }

    /// The next connection, or nil when the sender has finished.
    public func receive() async throws(StreamError) -> (descriptor: Int32, bytes: [UInt8])? {
        guard let (descriptor, length) = try await receiveHeader() else { return nil }
        do throws(StreamError) {
            return (descriptor, try await stream.readExactly(length))
        } catch {
            close(descriptor)
            throw error
        }
    }

    private func receiveHeader() async throws(StreamError) -> (descriptor: Int32, length: Int)? {
        while true {
            guard let socket = stream.socket else { throw stream.failure ?? .closed }
            var header: UInt32 = 0
            var passed: Int32 = -1
            let got = csystem_receive_with_descriptor(socket, &header, Self.headerBytes, &passed)
            if got == -Int64(EAGAIN) {
                try await stream.waitUntilReadableAgain()
                continue
            }
            if got == 0 { return nil }
            let length = Int(UInt32(littleEndian: header))
            guard got == Self.headerBytes, passed >= 0, length <= Self.mostBytes else {
                if passed >= 0 { close(passed) }
                throw .system(SystemError(call: "recvmsg", code: got < 0 ? Int32(-got) : EPROTO))
            }
            return (passed, length)
        }
    }
}
