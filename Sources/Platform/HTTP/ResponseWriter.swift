import EventLoop

/// Writes responses to a connection. Small ones go out in one piece and one system call.
struct ResponseWriter {
    /// Bodies up to this size are copied behind their head; larger ones are written by themselves.
    private static let mostCopiedBytes = 32_768

    let stream: ByteStream
    let lane: ServerLane
    /// Barks when the client takes nothing for too long. It sleeps while the body's source is
    /// waited for: an event stream may be silent for hours.
    let watchdog: Watchdog
    /// A response may be made of what still comes in: then the request's time limit holds on.
    let incoming: BodyReader

    /// What the network did not take at once, or what has still to be made.
    struct Unsent {
        var head: [UInt8]
        var body: Body
        var framing: BodyFraming
    }

    /// Writes as much as goes without waiting, which is mostly all: nil then.
    func begin(
        _ response: Response, _ framing: BodyFraming, answering method: Method,
        _ persistence: Persistence
    ) throws(StreamError) -> Unsent? {
        clientMustTakeSomething()
        lane.output.clear()
        HeadWriter.append(
            response, framing: framing, date: lane.date, persistence, to: lane.output)
        var body = method == .head || response.status.forbidsBody ? .empty : response.body
        if case .bytes(let bytes) = body, bytes.count <= Self.mostCopiedBytes {
            lane.output.append(bytes)
            body = .empty
        }
        let rest = try writeOutput()
        if rest.isEmpty, case .empty = body { return nil }
        return Unsent(head: rest, body: body, framing: framing)
    }

    /// `bodyDeadline` is the limit of what still comes in.
    func finish(_ unsent: Unsent, bodyDeadline: Instant = .distantFuture) async throws {
        if !unsent.head.isEmpty { try await writeLarge(unsent.head) }
        switch unsent.body {
        case .empty: break
        case .bytes(let bytes): try await writeLarge(bytes)
        case .stream(let body): try await write(body, unsent.framing, bodyDeadline)
        }
    }

    // MARK: Bytes

    /// Sends `lane.output`. It is shared by the loop's connections, so what the network does not
    /// take at once is copied before anything is awaited.
    private func writeOutput() throws(StreamError) -> [UInt8] {
        let output = lane.output.bytes
        let written = try stream.write(output)
        return written == output.count ? [] : Array(output[written...])
    }

    /// In steps, so that a slow client that still reads is told from one that does not.
    private func writeLarge(_ bytes: [UInt8]) async throws(StreamError) {
        var written = 0
        while written < bytes.count {
            let taken = try bytes.withUnsafeBufferPointer { all throws(StreamError) in
                let rest = UnsafeBufferPointer(rebasing: all[written...])
                return try stream.write(UnsafeRawBufferPointer(rest))
            }
            written += taken
            if taken > 0 { clientMustTakeSomething() }
            if written < bytes.count { try await stream.waitUntilWritable() }
        }
    }

    // MARK: Streams

    private func write(
        _ body: BodyStream, _ framing: BodyFraming, _ bodyDeadline: Instant
    ) async throws {
        var outgoing = OutgoingBody(body, framing)
        let heartbeat = body.heartbeat.map { bytes in
            Heartbeat(
                framing.framed(bytes), on: stream, watchdog: watchdog, limits: lane.limits)
        }
        defer { heartbeat?.stop() }
        awaitSource(heartbeat, bodyDeadline)
        while let bytes = try await outgoing.next() {
            clientMustTakeSomething()
            if let rest = heartbeat?.stop() { try await writeLarge(rest) }
            try await writeLarge(bytes)
            awaitSource(heartbeat, bodyDeadline)
        }
        clientMustTakeSomething()
    }

    private func awaitSource(_ heartbeat: Heartbeat?, _ bodyDeadline: Instant) {
        guard incoming.isAtEnd else { return watchdog.set(bodyDeadline) }
        watchdog.clear()
        heartbeat?.start()
    }

    private func clientMustTakeSomething() {
        watchdog.set(inMilliseconds: lane.limits.writeStallMilliseconds)
    }
}
