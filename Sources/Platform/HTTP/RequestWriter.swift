import EventLoop

/// Writes requests to a connection. Small ones go out in one piece and one system call.
struct RequestWriter {
    let stream: ByteStream
    let pool: ClientPool

    /// What the network did not take at once, or what has still to be made.
    struct Unsent {
        var bytes: [UInt8]
        var body: OutgoingBody?
    }

    /// Writes as much as goes without waiting, which is mostly all: nil then.
    func begin(_ request: Request, by deadline: Instant) -> Unsent? {
        let framing = request.framing
        let left = deadline.nanoseconds(since: pool.loop.now) / 1_000_000
        let output = pool.output
        output.clear()
        HeadWriter.append(
            request, host: pool.host, framing: framing, timeoutMilliseconds: Int(clamping: left),
            to: output)
        if case .bytes(let bytes) = request.body { output.append(bytes) }
        // A failure comes up again where the rest is sent.
        let written = (try? stream.write(output.bytes)) ?? 0
        let rest = written == output.bytes.count ? [] : Array(output.bytes[written...])
        if case .stream(let body) = request.body {
            return Unsent(bytes: rest, body: OutgoingBody(body, framing))
        }
        return rest.isEmpty ? nil : Unsent(bytes: rest)
    }

    /// False when the server takes no more. It may have answered already: the reader will tell.
    /// What is thrown is the fault of the body's source.
    func finish(_ unsent: Unsent) async throws -> Bool {
        guard await isTaken(unsent.bytes) else { return false }
        guard var body = unsent.body else { return true }
        while let bytes = try await body.next() {
            guard await isTaken(bytes) else { return false }
        }
        return true
    }

    private func isTaken(_ bytes: [UInt8]) async -> Bool {
        do throws(StreamError) {
            try await stream.writeAll(bytes)
            return true
        } catch {
            return false
        }
    }
}
