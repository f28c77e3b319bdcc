import EventLoop
import Glibc

/// The server behind a proxy: it reads with nothing forgiven, keeps what it read, and answers as
/// the table expects.
final class RecordingUpstream: Sendable {
    private struct Record {
        var requests: [ForwardedRequest] = []
        /// What a strict reader could not take for a request. One cut short is not among them: it
        /// was never answered, and the cut is there to see.
        var ambiguities: [String] = []
        var openConnections = 0
    }

    private let record = Lock(Record())
    private let listener: Lock<RawListener?>
    let port: UInt16

    init() throws {
        let record = record
        let listener = try RawListener { connection, _ in
            record.withLock { $0.openConnections += 1 }
            Self.serve(connection, record)
            record.withLock { $0.openConnections -= 1 }
        }
        port = listener.port
        self.listener = Lock(listener)
    }

    var requests: [ForwardedRequest] { record.withLock { $0.requests } }
    var ambiguities: [String] { record.withLock { $0.ambiguities } }

    /// Returns when every connection to it has ended, so that nothing more can be recorded.
    func waitUntilLeft() throws {
        let deadline = CaseDeadline(afterMilliseconds: 5_000)
        while record.withLock({ $0.openConnections }) > 0 {
            try check(deadline.remainingMilliseconds > 0, "the proxy keeps its connections")
            sched_yield()
        }
    }

    private static func serve(_ connection: RawConnection, _ record: Lock<Record>) {
        var reader = StrictReader(connection.receive)
        do throws(Flaw) {
            while let request = try reader.forwardedRequest() {
                record.withLock { $0.requests.append(request) }
                connection.send(answer(to: request).bytes)
            }
        } catch .malformed(let what) {
            record.withLock { $0.ambiguities.append(what) }
        } catch {
            return
        }
    }

    private static func answer(to request: ForwardedRequest) -> WireBytes {
        let path = request.target.prefix { $0 != "?" }
        switch (request.method, path) {
        case ("GET", "/static"): return ok(WireBytes("x").repeated(2_048))
        case ("HEAD", "/static"): return .message("HTTP/1.1 200 OK", "Content-Length: 2048")
        case ("POST", "/echo"): return ok(WireBytes(bytes: request.body))
        case (_, "/static"), (_, "/echo"):
            return .message("HTTP/1.1 405 x", "Allow: x", "Content-Length: 0")
        default: return .message("HTTP/1.1 404 x", "Content-Length: 0")
        }
    }

    private static func ok(_ body: WireBytes) -> WireBytes {
        let length = WireBytes("Content-Length: \(body.bytes.count)")
        return .message("HTTP/1.1 200 OK", length, body: body)
    }
}
