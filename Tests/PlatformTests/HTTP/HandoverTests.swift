import EventLoop
import Glibc
import HTTP
import Testing

/// Over real sockets: descriptors are what is handed over.
@Suite(.timeLimit(.minutes(10))) struct HandoverTests {
    /// Clients that call without a pause on one connection each, until told to stop. Any error, a
    /// closed connection among them, ends one with an issue.
    private static func clients(
        _ count: Int, of succession: Succession, in world: World, until isOver: Record<Bool>,
        servedBy: Record<String>, _ group: inout ThrowingTaskGroup<Void, any Error>
    ) {
        for number in 0..<count {
            group.addTask {
                let wire = try await PlainWire(world, to: succession.address)
                var round = 0
                while isOver.count == 0 {
                    let body = String(repeating: "b", count: (number * 37 + round * 1_001) % 30_000)
                    try await wire.post("/\(number)/\(round)", body)
                    let reply = try await wire.reply()
                    let parts = reply.text.split(separator: " ")
                    #expect(parts.dropFirst().joined() == "/\(number)/\(round)+\(body.utf8.count)")
                    #expect(!reply.saysClose)
                    servedBy.add(String(parts[0]))
                    round += 1
                }
                wire.stream.close()
            }
        }
    }

    private static func handler(_ name: String) -> Handler {
        { request in
            let body = try await request.body.collect(upToBytes: 1 << 20)
            if body.count % 5 == 0 { try await EventLoop.here.sleep(milliseconds: 2) }
            return .text("\(name) \(request.target.path)+\(body.count)")
        }
    }

    private static func wait(
        until count: Int, of servedBy: Record<String>, in world: World
    ) async throws {
        while servedBy.count < count { try await world.sleep(milliseconds: 5) }
    }

    @Test func `no client sees an error or a closed connection`() async throws {
        try await World.run(on: .sockets) { world in
            let succession = try Succession(in: world, handler: Self.handler)
            try await succession.startOld()
            let isOver = Record<Bool>()
            let servedBy = Record<String>()
            try await withThrowingTaskGroup(of: Void.self) { group in
                Self.clients(
                    40, of: succession, in: world, until: isOver, servedBy: servedBy, &group)
                try await Self.wait(until: 40, of: servedBy, in: world)
                async let taking: Void = succession.takeOver()
                let before = servedBy.count
                try await succession.handOver()
                try await taking
                #expect(servedBy.all.prefix(before).contains("old"))
                try await Self.wait(until: before + 100, of: servedBy, in: world)
                let after = servedBy.count
                try await Self.wait(until: after + 40, of: servedBy, in: world)
                #expect(servedBy.all.dropFirst(after).allSatisfy { $0 == "new" })
                isOver.add(true)
                try await group.waitForAll()
            }
            try await succession.drainBoth()
        }
    }

    @Test func `a half-read request passes over with what was read of it`() async throws {
        try await World.run(on: .sockets) { world in
            let succession = try Succession(in: world, handler: Self.handler)
            try await succession.startOld()
            let wires = [
                try await PlainWire(world, to: succession.address),
                try await PlainWire(world, to: succession.address),
                try await PlainWire(world, to: succession.address),
            ]
            try await wires[1].send("P")
            try await wires[2].send("\r\nPOST /two HTTP/1.1\r\nhost: t\r\ncontent-le")
            try await world.sleep(milliseconds: 20)
            async let taking: Void = succession.takeOver()
            // Nobody's slowness holds the handover up.
            let taken = try await world.milliseconds { try await succession.handOver() }
            #expect(taken < 5_000)
            try await taking
            try await wires[0].send("POST /two HTTP/1.1\r\nhost: t\r\ncontent-le")
            try await wires[1].send("OST /two HTTP/1.1\r\nhost: t\r\ncontent-le")
            for wire in wires {
                try await wire.send("ngth: 3\r\n\r\n")
                try await world.sleep(milliseconds: 5)
                try await wire.send("abc")
                #expect(try await wire.reply().text == "new /two+3")
                wire.stream.close()
            }
            try await succession.drainBoth()
        }
    }

    @Test(arguments: [0, 1, 7])
    func `when the new server dies midway, the old one serves on`(taken: Int) async throws {
        try await World.run(on: .sockets) { world in
            let succession = try Succession(in: world, handler: Self.handler)
            try await succession.startOld()
            let isOver = Record<Bool>()
            let servedBy = Record<String>()
            try await withThrowingTaskGroup(of: Void.self) { group in
                Self.clients(
                    20, of: succession, in: world, until: isOver, servedBy: servedBy, &group)
                try await world.sleep(milliseconds: 50)
                // Idle ones as well, so that there is always something to hand over.
                let idle = try await (0..<20).asyncMap { _ in
                    try await PlainWire(world, to: succession.address)
                }
                try await world.sleep(milliseconds: 20)
                async let taking: Void = succession.takeOver(atMost: taken)
                await #expect(throws: StreamError.self) { try await succession.handOver() }
                try await taking
                for wire in idle {
                    try await wire.post("/idle", "")
                    #expect(try await wire.reply().text.hasSuffix(" /idle+0"))
                    wire.stream.close()
                }
                let late = try await PlainWire(world, to: succession.address)
                try await late.post("/late", "")
                #expect(try await late.reply().status == 200)
                late.stream.close()
                isOver.add(true)
                try await group.waitForAll()
            }
            try await succession.drainBoth()
        }
    }

    @Test func `no socket is left behind`() async throws {
        await #expect(processExitsWith: .success) {
            try await World.run(on: .sockets) { world in
                let before = openSockets().count
                let succession = try Succession(in: world, handler: Self.handler)
                try await succession.startOld()
                var wires: [PlainWire] = []
                for _ in 0..<30 {
                    wires.append(try await PlainWire(world, to: succession.address))
                }
                try await wires[7].send("GET / HT")
                async let taking: Void = succession.takeOver()
                try await succession.handOver()
                try await taking
                for wire in wires { wire.stream.close() }
                try await succession.drainBoth()
                try await world.sleep(milliseconds: 20)
                try check(openSockets().count, is: before, "open sockets")
            }
        }
    }
}

extension Sequence {
    fileprivate func asyncMap<Mapped>(
        _ transform: (Element) async throws -> Mapped
    ) async rethrows -> [Mapped] {
        var mapped: [Mapped] = []
        for element in self { mapped.append(try await transform(element)) }
        return mapped
    }
}
