import EventLoop

/// One connection of a server, from accept to close: a task that reads a request, has it handled,
/// writes the response, and begins again.
final class ServerConnection: @unchecked Sendable {
    // Sendable: touched only on its lane's loop.

    private let lane: ServerLane
    private let stream: ByteStream
    private let reader: MessageReader
    private let writer: ResponseWriter
    private var clock: RequestClock
    private let watchdog: Watchdog
    private var isClientGone = false
    private var task: Task<Void, Never>?
    private lazy var peer = stream.peerAddress
    var whenEnded: (() -> Void)?

    init(_ stream: ByteStream, lane: ServerLane, alreadyRead bytes: [UInt8]) {
        self.lane = lane
        self.stream = stream
        reader = MessageReader(
            stream, pool: lane.pool, limits: lane.limits.head, forgivingEmptyLine: true)
        reader.input.preload(bytes)
        clock = RequestClock(lane.limits)
        watchdog = Watchdog(loop: lane.loop)
        writer = ResponseWriter(
            stream: stream, lane: lane, watchdog: watchdog, incoming: reader.body)
    }

    func start() {
        watchdog.expired = { self.timeIsUp() }
        task = lane.scope.spawn { await self.serve() }
        stream.onBroken = { self.clientIsGone() }
    }

    private func serve() async {
        do throws(ReceiveError) {
            while try await nextRequestBegins() {
                watchdog.set(clock.receiveHead(from: lane.loop.now))
                let head: RequestHead
                if let whole = try reader.takeRequestHead() {
                    head = whole
                } else if let whole = try await restOfHead() {
                    head = whole
                } else {
                    break
                }
                guard try await exchange(head) else { break }
            }
        } catch {
            await refuse(error)
        }
        watchdog.retire()
        reader.input.release()
        stream.close()
        whenEnded?()
        task = nil
    }

    // MARK: Between requests

    /// Waits for the first byte of a request. False: the connection has ended, or goes elsewhere.
    @inline(__always)
    private func nextRequestBegins() async throws(ReceiveError) -> Bool {
        watchdog.set(clock.awaitRequest(from: lane.loop.now))
        while !lane.giveAway(reader.input) {
            // A request that has just arrived is still answered; nobody waits for another.
            if lane.isDraining { return reader.nextMessageHasBegun }
            do throws(ReceiveError) {
                if !reader.input.isEmpty { return true }
                return try await reader.input.waitForBytes()
            } catch {
                // Nothing was asked, so nothing is answered: idle for too long, or reset.
                guard wasOnlyInterrupted else { return false }
                stream.readFailure = nil
            }
        }
        return false
    }

    /// Nil when the connection goes elsewhere with half a head read.
    private func restOfHead() async throws(ReceiveError) -> RequestHead? {
        while true {
            do throws(ReceiveError) {
                try await reader.input.waitForMoreBytes()
            } catch {
                guard wasOnlyInterrupted, error == .stream(.closed) else { throw error }
                if lane.giveAway(reader.input) { return nil }
                stream.readFailure = nil
            }
            if let head = try reader.takeRequestHead() { return head }
        }
    }

    /// Reading was ended by `stop`, not by the network and not by a time limit.
    private var wasOnlyInterrupted: Bool {
        stream.failure == nil && stream.readFailure == .closed
    }

    /// The server drains: a connection on which nothing was asked goes now.
    func stopIfIdle() {
        if clock.phase == .idle { stream.readFailure = .closed }
    }

    /// The server hands over: also a connection on which half a question was asked goes now.
    func stopBeforeRequest() {
        if clock.phase == .idle || clock.phase == .head { stream.readFailure = .closed }
    }

    // MARK: One request

    /// Handles one request; false when the connection cannot take another. Inlined to save a frame.
    @inline(__always)
    private func exchange(_ head: consuming RequestHead) async throws(ReceiveError) -> Bool {
        try begin(&head)
        let response: Response
        let mustClose: Bool
        do {
            response = try await lane.handler(head.request)
            mustClose = false
        } catch {
            (response, mustClose) = answer(to: error, of: head.request)
        }
        guard !stream.isClosed else { return false }
        let framing = response.framing(minorVersion: head.minorVersion)
        let keepsOpen = head.isKeepAlive && !mustClose && mayStayOpen(framing)
        // From here on a 100 would stand inside of the response.
        reader.body.beforeWaiting = nil
        clock.send()
        do {
            let unsent = try writer.begin(
                response, framing, answering: head.request.method,
                Persistence(keepsOpen: keepsOpen, minorVersion: head.minorVersion))
            if let unsent {
                try await writer.finish(unsent, bodyDeadline: clock.bodyDeadline)
            }
        } catch {
            // A client that has gone is no fault of ours; a body that broke off is.
            if !(error is StreamError) { tell(error, of: head.request) }
            return false
        }
        reader.body.takeBack()
        if reader.body.isBeingPulled { await reader.body.interruptPull() }
        if keepsOpen { return reader.body.isAtEnd ? true : await reader.body.discardRest() }
        await linger()
        return false
    }

    /// Gives the request what does not stand in its head.
    private func begin(_ head: inout RequestHead) throws(ReceiveError) {
        head.request.body = try reader.body.begin(
            head.framing, mostBytes: lane.limits.bodyBytes)
        if head.expectsContinue, !reader.body.isAtEnd { sayContinueBeforeBody() }
        let now = lane.loop.now
        head.request.deadline = clock.deadline(askedIn: head.request.fields, from: now)
        head.request.peer = peer
        watchdog.set(
            reader.body.isAtEnd ? clock.handle(from: now) : clock.receiveBody(from: now))
    }

    private func answer(
        to error: any Error, of request: Request
    ) -> (response: Response, mustClose: Bool) {
        // Whatever the handler made of it: what did not come in time was the body.
        if clock.isOutOfTime, !reader.body.isAtEnd {
            return (Problem.requestTooSlow.response(), true)
        }
        switch error {
        case let problem as Problem: return (problem.response(), false)
        case ReceiveError.message(let error): return (Problem(error).response(), true)
        default:
            if clock.isOutOfTime { return (Problem.outOfTime.response(), true) }
            tell(error, of: request)
            return (Problem.internalError.response(), false)
        }
    }

    private func tell(_ error: any Error, of request: Request) {
        if stream.failure == nil, !isClientGone { lane.onFault(request, error) }
    }

    /// Whether the connection can take another request once this one is answered; its client wants
    /// to keep it.
    private func mayStayOpen(_ framing: BodyFraming) -> Bool {
        // A client that was not told to continue may send its body, or may not: nobody can know.
        let isUnsure = reader.body.beforeWaiting != nil && !reader.body.isAtEnd
        return !isUnsure && !clock.isOutOfTime && !lane.isDraining
            && reader.body.canDiscardRest(upToBytes: lane.limits.discardedBodyBytes)
            && framing != .untilClose
    }

    private func sayContinueBeforeBody() {
        reader.body.beforeWaiting = { [stream] () throws(StreamError) in
            try await stream.writeAll(Array("HTTP/1.1 100 Continue\r\n\r\n".utf8))
        }
    }

    // MARK: The end

    /// Tells the client what was wrong with what it sent, if there is something to tell.
    private func refuse(_ error: ReceiveError) async {
        guard let response = Problem(refusing: error)?.response() else { return }
        clock.send()
        do {
            let framing = response.framing(minorVersion: 1)
            let unsent = try writer.begin(response, framing, answering: .get, .closes)
            if let unsent { try await writer.finish(unsent) }
        } catch {
            return  // It is gone; there is nobody left to tell.
        }
        await linger()
    }

    /// Ends the writing side and goes on reading for a moment: closing at once with bytes unread
    /// would reset the connection and could take the response with it.
    private func linger() async {
        stream.finishWriting()
        stream.readFailure = nil
        watchdog.set(clock.linger(from: lane.loop.now))
        await stream.discard(upToBytes: lane.limits.lingerBytes)
    }

    private func timeIsUp() {
        switch clock.timeIsUp(at: lane.loop.now, bodyHasCome: reader.body.isAtEnd) {
        case .close: abort(.timedOut)
        case .stopReading: stream.readFailure = .timedOut
        case .goOn(let limit): watchdog.set(limit)
        case .cancel(let limit):
            stream.readFailure = .timedOut
            task?.cancel()
            watchdog.set(limit)
        }
    }

    private func clientIsGone() {
        isClientGone = true
        task?.cancel()
    }

    /// Closes the connection, whatever it is doing: a source of events may wait for long.
    func abort(_ reason: StreamError = .closed) {
        stream.close(reason)
        task?.cancel()
    }
}
