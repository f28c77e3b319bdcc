import EventLoop

/// One connection of a server, from accept to close: a task that reads a request, has it handled,
/// writes the response, and begins again.
final class ServerConnection: @unchecked Sendable {
    // Sendable: touched only on its lane's loop.

    private let lane: ServerLane
    private let stream: ByteStream
    private let reader: MessageReader
    private var writer: ResponseWriter {
        ResponseWriter(
            stream: stream, lane: lane, watchdog: watchdog, incoming: reader.body,
            bodyDeadline: clock.bodyDeadline)
    }
    private var clock: RequestClock
    private lazy var watchdog = Watchdog(loop: lane.loop) { self.timeIsUp() }
    private var isClientGone = false
    private var task: Task<Void, Never>?
    private lazy var peer = stream.peerAddress
    var whenEnded: (() -> Void)?

    init(_ stream: ByteStream, lane: ServerLane, alreadyRead bytes: [UInt8]) {
        self.lane = lane
        self.stream = stream
        reader = MessageReader(stream, pool: lane.pool, limits: lane.limits.head)
        reader.input.preload(bytes)
        clock = RequestClock(lane.limits)
    }

    func start() {
        task = lane.scope.spawn { await self.serve() }
        stream.onBroken = { self.clientIsGone() }
    }

    private func serve() async {
        do throws(ReceiveError) {
            while try await nextRequestBegins() {
                watchdog.set(clock.receiveHead(from: lane.loop.now))
                guard let head = try await requestHead(), try await exchange(head) else { break }
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
    private func nextRequestBegins() async throws(ReceiveError) -> Bool {
        watchdog.set(clock.awaitRequest(from: lane.loop.now))
        while !lane.giveAway(reader.input) {
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
                if lane.giveAway(reader.input) { return nil }
                stream.readFailure = nil
            }
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

    /// Handles one request; false when the connection cannot take another.
    private func exchange(_ head: RequestHead) async throws(ReceiveError) -> Bool {
        let body = try reader.body.begin(head.framing, mostBytes: lane.limits.bodyBytes)
        if head.expectsContinue, !reader.body.isAtEnd { sayContinueBeforeBody() }
        let now = lane.loop.now
        let deadline = clock.deadline(askedIn: head.fields, from: now)
        var request = Request(
            head.method, head.target, fields: head.fields, body: body, deadline: deadline)
        request.peer = peer
        watchdog.set(
            reader.body.isAtEnd ? clock.handle(from: now) : clock.receiveBody(from: now))
        let (response, mustClose) = await respond(to: request)
        guard !stream.isClosed else { return false }
        // A client that was not told to continue may send its body, or may not: nobody can know.
        let isUnsure = reader.body.beforeWaiting != nil && !reader.body.isAtEnd
        // From here on a 100 would stand inside of the response.
        reader.body.beforeWaiting = nil
        let framing = BodyFraming(of: response, minorVersion: head.minorVersion)
        let keepsOpen =
            head.isKeepAlive && !mustClose && !isUnsure && !clock.isOutOfTime && !lane.isDraining
            && reader.body.canDiscardRest(upToBytes: lane.limits.discardedBodyBytes)
            && framing != .untilClose
        clock.send()
        let persistence = Persistence(keepsOpen: keepsOpen, minorVersion: head.minorVersion)
        guard await send(response, framing, for: request, persistence) else { return false }
        reader.body.takeBack()
        if reader.body.isBeingPulled { await reader.body.interruptPull() }
        if keepsOpen { return reader.body.isAtEnd ? true : await reader.body.discardRest() }
        await linger()
        return false
    }

    private func respond(to request: Request) async -> (response: Response, mustClose: Bool) {
        do {
            return (try await lane.handler(request), false)
        } catch _ where clock.isOutOfTime && !reader.body.isAtEnd {
            // Whatever the handler made of it: what did not come in time was the body.
            return (Problem.requestTooSlow.response(), true)
        } catch let problem as Problem {
            return (problem.response(), false)
        } catch ReceiveError.message(let error) {
            return (Problem(error).response(), true)
        } catch {
            if clock.isOutOfTime { return (Problem.outOfTime.response(), true) }
            if stream.failure == nil, !isClientGone { lane.onFault(request, error) }
            return (Problem.internalError.response(), false)
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
            let framing = BodyFraming(of: response, minorVersion: 1)
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
