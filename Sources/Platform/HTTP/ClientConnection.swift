import EventLoop

/// One connection of a client: one exchange at a time, then back to the pool.
final class ClientConnection: @unchecked Sendable {
    // Sendable: touched only on the loop of its pool.

    private enum Phase {
        case idle, awaitingResponse, receivingBody, closed
    }

    /// Whether the wait for the answer hears of a cancellation. To listen for one costs a hop 2,000
    /// instructions, so it begins only when the pool has come round twice.
    private enum Hearing {
        case deaf, seenOnce, listening
    }

    private let stream: ByteStream
    private let pool: ClientPool
    private let reader: MessageReader
    private let writer: RequestWriter
    private let watchdog: Watchdog
    private var phase = Phase.idle
    private var deadline = Instant.distantFuture
    private var hearing = Hearing.deaf
    /// Why this side closed it; that tells more than what reading then met.
    private var reason: ClientError?
    /// Counts exchanges: what is left over of an earlier one may not touch the present.
    private var number = 0
    private var informationalLeft = 0
    private var isSending = false
    private var sender: Task<Void, Never>?
    private var staysOpen = true
    private var isReceivingEvents = false
    private(set) var hasBeenUsed = false

    init(_ stream: ByteStream, pool: ClientPool) {
        self.stream = stream
        self.pool = pool
        reader = MessageReader(stream, pool: pool.buffers, limits: pool.limits.head)
        writer = RequestWriter(stream: stream, pool: pool)
        watchdog = Watchdog(loop: pool.loop)
        watchdog.expired = { self.timeIsUp() }
    }

    /// A kept connection on which something has arrived is of no use: it is the server's farewell,
    /// or an answer to nothing.
    var isUsable: Bool { phase == .idle && !stream.isClosed && !stream.hasArrivals }

    // MARK: One exchange

    /// Inlined, as is what it calls to wait: each async call has a frame to be made.
    @inline(__always)
    func exchange(
        _ request: Request, by deadline: Instant
    ) async throws(ClientError) -> Response {
        self.deadline = deadline
        number += 1
        informationalLeft = pool.limits.informationalResponses
        hasBeenUsed = true
        phase = .awaitingResponse
        hearing = .deaf
        pool.watchCalls()
        send(request)
        do throws(ReceiveError) {
            while true {
                if let head = try finalHead(answering: request.method) {
                    return try response(head, answering: request.method)
                }
                if hearing == .listening {
                    try await listenForMore()
                } else {
                    try await waitForMore()
                }
            }
        } catch {
            let error = clientError(error)
            fail(error)
            throw reason ?? error
        }
    }

    /// The head of the answer, if it has come: behind those that only say that it will.
    private func finalHead(answering method: Method) throws(ReceiveError) -> ResponseHead? {
        while let head = try reader.takeResponseHead(answering: method) {
            guard head.status.isInformational else { return head }
            informationalLeft -= 1
            // Nobody asked for another protocol, so what follows is not to be read as one.
            guard head.status.code != 101, informationalLeft >= 0 else {
                throw .message(.malformedStartLine)
            }
        }
        return nil
    }

    /// The pool comes round, and must again if this is true.
    func isStillDeafAfterRound() -> Bool {
        guard phase == .awaitingResponse else { return false }
        switch hearing {
        case .deaf:
            hearing = .seenOnce
            return true
        case .seenOnce:
            hearing = .listening
            stream.readFailure = .closed
            return false
        case .listening: return false
        }
    }

    /// Ends at the latest when it is time to listen.
    @inline(__always)
    private func waitForMore() async throws(ReceiveError) {
        do throws(ReceiveError) {
            try await moreBytes().get()
        } catch {
            let isTimeToListen =
                hearing == .listening && stream.failure == nil && stream.readFailure == .closed
            guard isTimeToListen else { throw error }
            stream.readFailure = nil
        }
    }

    private func listenForMore() async throws(ReceiveError) {
        let number = self.number
        let loop = pool.loop
        let result = await withTaskCancellationHandler {
            await moreBytes()
        } onCancel: {
            loop.execute { self.cancel(number) }
        }
        try result.get()
    }

    @inline(__always)
    private func moreBytes() async -> Result<Void, ReceiveError> {
        do throws(ReceiveError) {
            if try await reader.input.waitForBytes() { return .success(()) }
            // An end before anything was said, or within it.
            throw reader.input.isEmpty ? .stream(.system(.reset)) : .message(.truncated)
        } catch {
            return .failure(error)
        }
    }

    /// Comes from any thread, so perhaps late.
    private func cancel(_ number: Int) {
        if number == self.number { fail(.cancelled) }
    }

    private func response(
        _ head: ResponseHead, answering method: Method
    ) throws(ReceiveError) -> Response {
        isReceivingEvents = head.bringsEvents
        phase = .receivingBody
        staysOpen = head.isKeepAlive
        var body = try receiveBody(head.framing)
        // HEAD is answered with the length, if it is known, of a body that never comes.
        if method == .head {
            let length = head.fields[.contentLength].flatMap { Int($0) }
            body = .stream(BodyStream(length: length, next: { nil }))
        }
        return Response(head.status, fields: head.fields, body: body)
    }

    private func receiveBody(_ framing: Framing) throws(ReceiveError) -> Body {
        let body = try reader.body.begin(framing, mostBytes: mostBodyBytes)
        guard case .stream(let stream) = body else {
            finish()
            return body
        }
        watchdog.set(bodyLimit)
        let loop = pool.loop
        let number = self.number
        return .stream(
            BodyStream(length: stream.length) {
                try await self.nextPiece(number)
            } whenDropped: {
                loop.execute { self.abandonBody(number) }
            })
    }

    private var mostBodyBytes: Int { isReceivingEvents ? .max : pool.limits.bodyBytes }

    /// A stream of events has no end to be waited for: it may go on for as long as it says something.
    private var bodyLimit: Instant {
        guard isReceivingEvents else { return deadline }
        return pool.loop.now.advanced(byMilliseconds: pool.limits.eventSilenceMilliseconds)
    }

    private func nextPiece(_ number: Int) async throws(ClientError) -> [UInt8]? {
        guard number == self.number else { return nil }
        if let reason { throw reason }
        guard phase == .receivingBody else { return nil }
        let loop = pool.loop
        let result = await withTaskCancellationHandler {
            await pullPiece()
        } onCancel: {
            loop.execute { self.cancel(number) }
        }
        return try result.get()
    }

    private func pullPiece() async -> Result<[UInt8]?, ClientError> {
        do throws(ReceiveError) {
            watchdog.set(bodyLimit)
            let piece = try await reader.body.nextPiece()
            if piece == nil { finish() } else { watchdog.set(bodyLimit) }
            return .success(piece)
        } catch {
            let error = clientError(error)
            fail(error)
            return .failure(reason ?? error)
        }
    }

    private func abandonBody(_ number: Int) {
        if number == self.number, phase == .receivingBody { close() }
    }

    // MARK: Sending

    /// Writes what the network takes at once; the rest goes out beside the reading of the response,
    /// for either side may wait for the other to take something first.
    private func send(_ request: Request) {
        guard let unsent = writer.begin(request, by: deadline) else { return hasSentAll() }
        isSending = true
        watchdog.set(deadline)
        sender = pool.scope.spawn {
            do {
                if try await self.writer.finish(unsent) { self.hasSentAll() }
            } catch {
                self.fail(.requestBodyFailed(error as? ReceiveError))
            }
        }
    }

    /// Now it is the server's turn.
    private func hasSentAll() {
        isSending = false
        guard phase == .awaitingResponse else { return }
        let limit = pool.loop.now.advanced(byMilliseconds: pool.limits.firstByteMilliseconds)
        watchdog.set(min(limit, deadline))
    }

    // MARK: Ending

    /// The response is complete: the connection is kept if nothing speaks against it.
    private func finish() {
        guard staysOpen, !isSending, reader.input.isEmpty, !stream.isClosed else {
            return close()
        }
        phase = .idle
        watchdog.set(inMilliseconds: pool.limits.idleMilliseconds)
        pool.giveBack(self)
    }

    func close() {
        guard phase != .closed else { return }
        phase = .closed
        sender?.cancel()
        watchdog.retire()
        reader.input.release()
        stream.close()
        pool.hasClosed(self)
    }

    private func fail(_ error: ClientError) {
        guard phase != .closed, phase != .idle else { return }
        reason = reason ?? error
        close()
    }

    private func timeIsUp() {
        switch phase {
        case .idle: close()
        case .awaitingResponse:
            fail(deadline <= pool.loop.now ? .deadlineExceeded : .firstByteTimedOut)
        case .receivingBody:
            fail(isReceivingEvents ? .connectionLost(.timedOut) : .deadlineExceeded)
        case .closed: break
        }
    }

    private func clientError(_ error: ReceiveError) -> ClientError {
        switch error {
        case .message(.truncated): .truncated
        case .message(let error): .malformedResponse(error)
        case .stream(let error): .connectionLost(error)
        }
    }
}

extension SystemError {
    /// What an end of the stream amounts to when an answer was due.
    fileprivate static let reset = SystemError(call: "recv", code: 104)
}
