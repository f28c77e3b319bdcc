import EventLoop

/// One connection of a server, from accept to close: a task that reads a request, has it handled,
/// writes the response, and begins again.
final class ServerConnection: @unchecked Sendable {
    // Sendable: touched only on its lane's loop.

    /// What the connection is doing decides what its time limit means.
    private enum Phase {
        case idle, head, body, handling, sending, lingering
    }

    private let lane: ServerLane
    private let stream: ByteStream
    private let reader: MessageReader
    private var writer: ResponseWriter {
        ResponseWriter(stream: stream, lane: lane, watchdog: watchdog)
    }
    private lazy var watchdog = Watchdog(loop: lane.loop) { [weak self] in self?.timeIsUp() }
    private var phase = Phase.idle
    private var isOutOfTime = false
    private var task: Task<Void, Never>?
    private lazy var peer = stream.peerAddress
    var whenEnded: (() -> Void)?

    init(_ stream: ByteStream, lane: ServerLane, alreadyRead bytes: [UInt8]) {
        self.lane = lane
        self.stream = stream
        reader = MessageReader(stream, pool: lane.pool, limits: lane.limits.head)
        reader.preload(bytes)
    }

    func start() {
        task = lane.scope.spawn { await self.serve() }
        stream.onBroken = { [weak self] in self?.clientIsGone() }
    }

    private func serve() async {
        do throws(ReceiveError) {
            while try await nextRequestBegins() {
                phase = .head
                watchdog.set(inMilliseconds: lane.limits.headMilliseconds)
                guard try await exchange(try await reader.requestHead()) else { break }
            }
        } catch {
            await refuse(error)
        }
        watchdog.retire()
        reader.release()
        stream.close()
        whenEnded?()
        task = nil
    }

    // MARK: Between requests

    /// Waits for the first byte of a request. False: the connection has ended, or goes elsewhere.
    private func nextRequestBegins() async throws(ReceiveError) -> Bool {
        phase = .idle
        watchdog.set(inMilliseconds: lane.limits.idleMilliseconds)
        if goesElsewhere() { return false }
        do throws(ReceiveError) {
            return try await reader.waitForMessage()
        } catch {
            if goesElsewhere() { return false }
            // Nothing was asked, so nothing is answered: idle for too long, or reset.
            if case .stream = error { return false }
            throw error
        }
    }

    /// Hands the connection to the next process if that is what the server is doing.
    private func goesElsewhere() -> Bool {
        if let handover = lane.handover {
            let unused = reader.takeUnused()
            guard let descriptor = stream.detach() else { return true }
            let lane = lane
            handover.offer(descriptor, unused) { descriptor, bytes in
                lane.adopt(descriptor, alreadyRead: bytes)
            }
            return true
        }
        return lane.isDraining && !reader.hasBufferedBytes
    }

    /// The server drains or hands over: a connection that waits for nothing in particular goes now.
    func stopIfIdle() {
        if phase == .idle { stream.readFailure = .closed }
    }

    // MARK: One request

    /// Handles one request; false when the connection cannot take another.
    private func exchange(_ head: RequestHead) async throws(ReceiveError) -> Bool {
        let body = try reader.body(framed: head.framing, mostBytes: lane.limits.bodyBytes)
        let owesContinue = head.expectsContinue && !reader.isAtMessageEnd
        if owesContinue { sayContinueBeforeBody() }
        var request = Request(
            head.method, head.target, fields: head.fields, body: body, deadline: deadline(head))
        request.peer = peer
        startClock(until: request.deadline)
        let (response, mustClose) = await respond(to: request)
        guard !stream.isClosed else { return false }
        let isUnsure = try await settleBody(before: response)
        let keepsOpen =
            head.isKeepAlive && !mustClose && !isUnsure && !lane.isDraining && canDiscardRest
        phase = .sending
        guard await send(response, for: request, head.minorVersion, closing: !keepsOpen) else {
            return false
        }
        if !reader.isAtMessageEnd { await reader.takeBodyBack() }
        if keepsOpen { return reader.isAtMessageEnd ? true : await discardRest() }
        await linger()
        return false
    }

    private func respond(to request: Request) async -> (response: Response, mustClose: Bool) {
        do {
            return (try await lane.handler(request), false)
        } catch {
            // Whatever a handler makes of a body that does not come, its client is too slow.
            if isOutOfTime, !reader.isAtMessageEnd { return (Self.tooSlow.response(), true) }
            switch error {
            case let problem as Problem: return (problem.response(), false)
            case ReceiveError.message(let error): return (Problem(error).response(), true)
            case _ where isOutOfTime: return (Self.outOfTime.response(), true)
            default: break
            }
            if stream.failure == nil { lane.onFault(request, error) }
            let problem = Problem(
                .internalServerError, code: "internal-error",
                detail: "Something failed on this side. It has been logged.")
            return (problem.response(), false)
        }
    }

    private func send(
        _ response: Response, for request: Request, _ minorVersion: UInt8, closing: Bool
    ) async -> Bool {
        do {
            let unsent = try writer.begin(
                response, answering: request.method, minorVersion: minorVersion, closing: closing)
            if let unsent { try await writer.finish(unsent) }
            return true
        } catch {
            // A client that has gone is no fault of ours; a body that broke off is.
            if !(error is StreamError), stream.failure == nil { lane.onFault(request, error) }
            return false
        }
    }

    private func sayContinueBeforeBody() {
        reader.beforeWaitingForBody = { [stream] () throws(StreamError) in
            try await stream.writeAll(Array("HTTP/1.1 100 Continue\r\n\r\n".utf8))
        }
    }

    // MARK: What the handler left unread

    /// What has to be settled about an unread body before the response goes out. True: a client
    /// that was not told to continue may send its body, or may not, and nobody can know.
    private func settleBody(before response: Response) async throws(ReceiveError) -> Bool {
        guard !reader.isAtMessageEnd else { return false }
        if case .stream = response.body {
            // It may be made of the request's body, and behind the final head 100 is too late.
            try await reader.announceWait()
            return false
        }
        await reader.takeBodyBack()
        defer { reader.beforeWaitingForBody = nil }
        return reader.beforeWaitingForBody != nil
    }

    private var canDiscardRest: Bool {
        reader.knownRemainingBytes.map { $0 <= lane.limits.discardedBodyBytes } ?? false
    }

    private func discardRest() async -> Bool {
        do throws(ReceiveError) {
            while try await reader.nextPiece() != nil {}
            return true
        } catch {
            return false
        }
    }

    // MARK: Refusing

    /// Tells the client what was wrong with what it sent, if there is something to tell.
    private func refuse(_ error: ReceiveError) async {
        let problem: Problem
        switch error {
        case .message(.truncated): return
        case .message(let error): problem = Problem(error)
        case .stream(.timedOut): problem = Self.tooSlow
        case .stream: return
        }
        phase = .sending
        let response = problem.response()
        do {
            let unsent = try writer.begin(
                response, answering: .get, minorVersion: 1, closing: true)
            if let unsent { try await writer.finish(unsent) }
        } catch {
            return  // It is gone; there is nobody left to tell.
        }
        await linger()
    }

    private static let tooSlow = Problem(
        .requestTimeout, code: "request-too-slow", detail: "The request took too long to arrive.")

    private static let outOfTime = Problem(
        .serviceUnavailable, code: "out-of-time",
        detail: "The request could not be handled within its time limit.")

    /// Ends the writing side and goes on reading for a moment: closing at once with bytes unread
    /// would reset the connection and could take the response with it.
    private func linger() async {
        phase = .lingering
        stream.finishWriting()
        stream.readFailure = nil
        watchdog.set(inMilliseconds: lane.limits.lingerMilliseconds)
        await stream.discard(upToBytes: lane.limits.lingerBytes)
    }

    // MARK: Time

    private func deadline(_ head: RequestHead) -> Instant {
        let own = lane.loop.now.advanced(byMilliseconds: lane.limits.handlerMilliseconds)
        guard let asked = head.fields[.timeoutMilliseconds].flatMap({ Int($0) }), asked >= 0 else {
            return own
        }
        return min(own, lane.loop.now.advanced(byMilliseconds: asked))
    }

    private func startClock(until deadline: Instant?) {
        if reader.isAtMessageEnd {
            phase = .handling
            watchdog.set(deadline ?? .distantFuture)
        } else {
            phase = .body
            watchdog.set(inMilliseconds: lane.limits.bodyMilliseconds)
        }
    }

    private func timeIsUp() {
        switch phase {
        case .idle, .sending, .lingering: stream.close(.timedOut)
        case .head: stream.readFailure = .timedOut
        case .body where reader.isAtMessageEnd:
            phase = .handling
            watchdog.set(inMilliseconds: lane.limits.handlerMilliseconds)
        case .body, .handling:
            if isOutOfTime { return stream.close(.timedOut) }
            isOutOfTime = true
            stream.readFailure = .timedOut
            task?.cancel()
            watchdog.set(inMilliseconds: lane.limits.graceMilliseconds)
        }
    }

    private func clientIsGone() {
        task?.cancel()
    }

    func abort() {
        stream.close(.closed)
        task?.cancel()
    }
}
