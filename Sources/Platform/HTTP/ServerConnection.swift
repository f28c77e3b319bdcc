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
        ResponseWriter(
            stream: stream, lane: lane, watchdog: watchdog, reader: reader,
            bodyDeadline: bodyDeadline)
    }
    private lazy var watchdog = Watchdog(loop: lane.loop) { [weak self] in self?.timeIsUp() }
    private var phase = Phase.idle
    private var isOutOfTime = false
    private var isClientGone = false
    /// When the present request's body must be there, and when its sender stops waiting.
    private var bodyDeadline = Instant.distantFuture
    private var askedDeadline = Instant.distantFuture
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
                guard let head = try await requestHead(), try await exchange(head) else { break }
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
        while !goesElsewhere() {
            // A request that has just arrived is still answered; nobody waits for another.
            if lane.isDraining { return reader.nextMessageHasBegun }
            do throws(ReceiveError) {
                return try await reader.waitForMessage()
            } catch {
                // Nothing was asked, so nothing is answered: idle for too long, or reset.
                guard wasOnlyInterrupted else { return false }
                stream.readFailure = nil
            }
        }
        return false
    }

    /// Nil when the connection goes elsewhere with half a head read.
    private func requestHead() async throws(ReceiveError) -> RequestHead? {
        while true {
            do throws(ReceiveError) {
                return try await reader.requestHead()
            } catch {
                guard wasOnlyInterrupted, error == .stream(.closed) else { throw error }
                if goesElsewhere() { return nil }
                stream.readFailure = nil
            }
        }
    }

    /// Reading was ended by `stop`, not by the network and not by a time limit.
    private var wasOnlyInterrupted: Bool {
        stream.failure == nil && stream.readFailure == .closed
    }

    /// Hands the connection to the next process if that is what the server is doing.
    private func goesElsewhere() -> Bool {
        guard let handover = lane.handover else { return false }
        let unused = reader.takeUnused()
        guard let descriptor = stream.detach() else { return true }
        let lane = lane
        handover.offer(descriptor, unused) { descriptor, bytes in
            lane.adopt(descriptor, alreadyRead: bytes)
        }
        return true
    }

    /// The server drains: a connection on which nothing was asked goes now.
    func stopIfIdle() {
        if phase == .idle { stream.readFailure = .closed }
    }

    /// The server hands over: also a connection on which half a question was asked goes now.
    func stopBeforeRequest() {
        if phase == .idle || phase == .head { stream.readFailure = .closed }
    }

    // MARK: One request

    /// Handles one request; false when the connection cannot take another.
    private func exchange(_ head: RequestHead) async throws(ReceiveError) -> Bool {
        let body = try reader.body(framed: head.framing, mostBytes: lane.limits.bodyBytes)
        if head.expectsContinue, !reader.isAtMessageEnd { sayContinueBeforeBody() }
        var request = Request(
            head.method, head.target, fields: head.fields, body: body, deadline: deadline(head))
        request.peer = peer
        startClock(until: request.deadline ?? .distantFuture)
        let (response, mustClose) = await respond(to: request)
        guard !stream.isClosed else { return false }
        // A client that was not told to continue may send its body, or may not: nobody can know.
        let isUnsure = reader.beforeWaitingForBody != nil && !reader.isAtMessageEnd
        // From here on a 100 would stand inside of the response.
        reader.beforeWaitingForBody = nil
        let framing = BodyFraming(of: response, minorVersion: head.minorVersion)
        let keepsOpen =
            head.isKeepAlive && !mustClose && !isUnsure && !isOutOfTime && !lane.isDraining
            && canDiscardRest && framing != .untilClose
        phase = .sending
        let persistence = Persistence(keepsOpen: keepsOpen, minorVersion: head.minorVersion)
        guard await send(response, framing, for: request, persistence) else { return false }
        reader.takeBodyBack()
        if reader.isBeingPulled { await reader.interruptPull() }
        if keepsOpen { return reader.isAtMessageEnd ? true : await discardRest() }
        await linger()
        return false
    }

    private func respond(to request: Request) async -> (response: Response, mustClose: Bool) {
        do {
            return (try await lane.handler(request), false)
        } catch _ where isOutOfTime && !reader.isAtMessageEnd {
            // Whatever the handler made of it: what did not come in time was the body.
            return (Self.tooSlow.response(), true)
        } catch let problem as Problem {
            return (problem.response(), false)
        } catch ReceiveError.message(let error) {
            return (Problem(error).response(), true)
        } catch {
            if isOutOfTime { return (outOfTime(request).response(), true) }
            if stream.failure == nil, !isClientGone { lane.onFault(request, error) }
            let problem = Problem(
                .internalServerError, code: "internal-error",
                detail: "Something failed on this side. It has been logged.")
            return (problem.response(), false)
        }
    }

    private func send(
        _ response: Response, _ framing: BodyFraming, for request: Request,
        _ persistence: Persistence
    ) async -> Bool {
        do {
            let unsent = try writer.begin(
                response, framing, answering: request.method, persistence)
            if let unsent { try await writer.finish(unsent) }
            return true
        } catch {
            // A client that has gone is no fault of ours; a body that broke off is.
            if !(error is StreamError), stream.failure == nil, !isClientGone {
                lane.onFault(request, error)
            }
            return false
        }
    }

    private func sayContinueBeforeBody() {
        reader.beforeWaitingForBody = { [stream] () throws(StreamError) in
            try await stream.writeAll(Array("HTTP/1.1 100 Continue\r\n\r\n".utf8))
        }
    }

    // MARK: What the handler left unread

    private var canDiscardRest: Bool {
        guard !reader.isBeingPulled else { return false }
        return reader.knownRemainingBytes.map { $0 <= lane.limits.discardedBodyBytes } ?? false
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
            let framing = BodyFraming(of: response, minorVersion: 1)
            let unsent = try writer.begin(response, framing, answering: .get, .closes)
            if let unsent { try await writer.finish(unsent) }
        } catch {
            return  // It is gone; there is nobody left to tell.
        }
        await linger()
    }

    private static let tooSlow = Problem(
        .requestTimeout, code: "request-too-slow", detail: "The request took too long to arrive.")

    private func outOfTime(_ request: Request) -> Problem {
        guard reader.isAtMessageEnd else { return Self.tooSlow }
        return Problem(
            .serviceUnavailable, code: "out-of-time",
            detail: "The request could not be handled within its time limit.")
    }

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
        let now = lane.loop.now
        let asked = head.fields[.timeoutMilliseconds].flatMap { Int($0) }.flatMap {
            $0 < 0 ? nil : $0
        }
        askedDeadline = asked.map { now.advanced(byMilliseconds: $0) } ?? .distantFuture
        return min(now.advanced(byMilliseconds: lane.limits.handlerMilliseconds), askedDeadline)
    }

    private func startClock(until deadline: Instant) {
        if reader.isAtMessageEnd {
            phase = .handling
            watchdog.set(deadline)
        } else {
            phase = .body
            bodyDeadline = lane.loop.now.advanced(byMilliseconds: lane.limits.bodyMilliseconds)
            watchdog.set(min(bodyDeadline, askedDeadline))
        }
    }

    private func timeIsUp() {
        switch phase {
        case .idle, .sending, .lingering: stream.close(.timedOut)
        case .head: stream.readFailure = .timedOut
        case .body where reader.isAtMessageEnd && lane.loop.now < askedDeadline:
            phase = .handling
            let own = lane.loop.now.advanced(byMilliseconds: lane.limits.handlerMilliseconds)
            watchdog.set(min(own, askedDeadline))
        case .body, .handling:
            if isOutOfTime { return stream.close(.timedOut) }
            isOutOfTime = true
            stream.readFailure = .timedOut
            task?.cancel()
            watchdog.set(inMilliseconds: lane.limits.graceMilliseconds)
        }
    }

    private func clientIsGone() {
        isClientGone = true
        task?.cancel()
    }

    func abort() {
        stream.close(.closed)
        task?.cancel()
    }
}
