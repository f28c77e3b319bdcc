import CSystem
import EventLoop
import Glibc
import Testing

@Suite struct DescriptorChannelTests {
    private static func channel(
        from sender: EventLoop, to receiver: EventLoop
    ) async throws -> (DescriptorChannel, ByteStream) {
        let (left, right) = try DescriptorChannel.pair()
        let far = await receiver.run { try? ByteStream(adopting: right, on: receiver) }
        return (
            DescriptorChannel(try ByteStream(adopting: left, on: sender)), try #require(far)
        )
    }

    @Test
    func `a client whose connection is handed over in the middle of a request notices nothing`()
        async throws
    {
        try await onLoops(2) { loops in
            let (old, new) = (loops.all[0], loops.all[1])
            let (channel, far) = try await Self.channel(from: old, to: new)
            new.execute {
                TaskScope(loop: new).spawn {
                    while let passed = try? await DescriptorChannel(far).receive() {
                        guard let stream = try? ByteStream(adopting: passed.descriptor, on: new)
                        else { return }
                        let rest = (try? await stream.readToEnd()) ?? []
                        try? await stream.writeAll(passed.bytes + rest)
                        stream.close()
                    }
                    far.close()
                }
            }
            for round in 0..<50 {
                let (near, served) = try SocketKind.tcp.pair()
                let client = try ByteStream(adopting: near, on: old)
                let stream = try ByteStream(adopting: served, on: old)
                let early = [UInt8](repeating: UInt8(round), count: round * 1_000 + 1)
                try await client.writeAll(early)
                let read = try await stream.nextText()
                try await client.writeAll(Array("while".utf8))
                let descriptor = try #require(stream.detach())
                try await channel.send(descriptor, with: Array(read.utf8))
                close(descriptor)
                try await client.writeAll(Array("after".utf8))
                client.finishWriting()
                let answer = try await client.readToEnd()
                #expect(answer == early + Array("whileafter".utf8))
                client.close()
            }
        }
    }

    @Test func `what is handed over together with a megabyte arrives, without any, too`()
        async throws
    {
        try await onLoops(2) { loops in
            let (channel, far) = try await Self.channel(from: loops.first, to: loops.all[1])
            let sizes = [0, 1, 65_536, DescriptorChannel.mostBytes, 0]
            async let received: [Int] = loops.all[1].run {
                var counts: [Int] = []
                while counts.count < sizes.count,
                    let passed = try? await DescriptorChannel(far).receive()
                {
                    close(passed.descriptor)
                    counts.append(passed.bytes.count)
                }
                far.close()
                return counts
            }
            let file = open("/dev/null", O_RDONLY)
            for size in sizes {
                try await channel.send(file, with: [UInt8](repeating: 1, count: size))
            }
            close(file)
            #expect(await received == sizes)
        }
    }

    @Test func `a sender that has finished ends the channel, one that dies half-way is an error`()
        async throws
    {
        try await onLoops { loops in
            for cut in [0, 4, 10] {
                let (left, right) = try DescriptorChannel.pair()
                let channel = DescriptorChannel(try ByteStream(adopting: right, on: loops.first))
                let message = [20, 0, 0, 0] + [UInt8](repeating: 1, count: 6)
                if cut > 0 { csystem_send_with_descriptor(left, message, cut, 0) }
                close(left)
                if cut == 0 {
                    let end = try await channel.receive()
                    #expect(end == nil)
                } else {
                    await #expect(throws: StreamError.self) { _ = try await channel.receive() }
                }
            }
        }
    }

    @Test(arguments: [[UInt8]([1, 0, 0, 0, 7]), [0xff, 0xff, 0xff, 0xff]])
    func `a message without a descriptor, or longer than allowed, is refused`(
        message: [UInt8]
    ) async throws {
        try await onLoops { loops in
            let (left, right) = try DescriptorChannel.pair()
            let channel = DescriptorChannel(try ByteStream(adopting: right, on: loops.first))
            let passed: Int32 = message.count == 4 ? 0 : -1
            csystem_send_with_descriptor(left, message, message.count, passed)
            await #expect(throws: StreamError.system(SystemError(call: "recvmsg", code: EPROTO))) {
                _ = try await channel.receive()
            }
            close(left)
        }
    }

    @Test func `however it ends, no descriptor is left behind`() async throws {
        await #expect(processExitsWith: .success) {
            try await onLoops { loops in
                let passed = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
                let before = openSockets()
                for cut in [4, 10, 24] {
                    let (left, right) = try DescriptorChannel.pair()
                    let stream = try ByteStream(adopting: right, on: loops.first)
                    let message = [20, 0, 0, 0] + [UInt8](repeating: 1, count: 20)
                    csystem_send_with_descriptor(left, message, cut, passed)
                    close(left)
                    if let passed = try? await DescriptorChannel(stream).receive() {
                        close(passed.descriptor)
                    }
                    stream.close()
                }
                try await handInTwo(copiesOf: passed, loops.first)
                #expect(openSockets() == before)
            }
        }
    }
}

/// A message that carries two descriptors where one is allowed: the second may not stay open.
private func handInTwo(copiesOf passed: Int32, _ loop: EventLoop) async throws {
    let (left, right) = try DescriptorChannel.pair()
    let stream = try ByteStream(adopting: right, on: loop)
    // A cmsghdr, as the kernel lays it out, and two ints.
    let twice = UInt64(passed) << 32 | UInt64(passed)
    var control: [UInt64] = [24, UInt64(SCM_RIGHTS) << 32 | UInt64(SOL_SOCKET), twice]
    var length: UInt32 = 0
    withUnsafeMutablePointer(to: &length) { length in
        control.withUnsafeMutableBytes { control in
            var part = iovec(iov_base: length, iov_len: 4)
            withUnsafeMutablePointer(to: &part) { part in
                var message = msghdr()
                message.msg_iov = part
                message.msg_iovlen = 1
                message.msg_control = control.baseAddress
                message.msg_controllen = control.count
                #expect(sendmsg(left, &message, 0) == 4)
            }
        }
    }
    close(left)
    if let got = try await DescriptorChannel(stream).receive() { close(got.descriptor) }
    stream.close()
}
