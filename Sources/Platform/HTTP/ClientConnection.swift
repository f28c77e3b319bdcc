import EventLoop

/// One connection of a client: one exchange at a time, then back to the pool.
final class ClientConnection: @unchecked Sendable {
    // Sendable: touched only on the loop of its pool.

    private enum Phase {
        case idle, awaitingResponse, receivingBody, closed
    }

    private let stream: ByteStream
    private let pool: ClientPool
    private let reader: MessageReader
    private lazy var watchdog = Watchdog(loop: pool.loop) { [weak self] in self?.timeIsUp() }
    private var phase = Phase.idle
    private var deadline = Instant.distantFuture
    /// Why this side closed it; that tells more than what reading then met.
    private var reason: ClientError?
    private var isSendingBody = false
    /// Counts exchanges: a body that outlives its own touches no other.
    private var exchangeNumber = 0
    private var lastWholeExchange = 0
    private var staysOpen = true
    private(set) var hasBeenUsed = false

    init(_ stream: ByteStream, pool: ClientPool) {
        self.stream = stream
        self.pool = pool
        reader = MessageReader(stream, pool: pool.buffers, limits: pool.limits.head)
    }

    /// A kept connection on which something has arrived is of no use: it is the server's farewell,
    /// or an answer to nothing.
    var isUsable: Bool { phase == .idle && !stream.isClosed && !stream.hasArrivals }

    // MARK: One exchange

    func exchange(
        _ request: Request, by deadline: Instant
    ) async throws(ClientError) -> Response {
        self.deadline = deadline
        defer { hasBeenUsed = true }
        let loop = pool.loop
        let result = await withTaskCancellationHandler {
            await attempt(request)
        } onCancel: {
            loop.execute { self.fail(.cancelled) }
        }
        return try result.get()
    }

    private func attempt(_ request: Request) async -> Result<Response, ClientError> {
        do throws(ClientError) {
            startAwaiting()
            try await send(request)
            let head = try await responseHead(request.method)
            return .success(try response(head, answering: request.method))
        } catch {
            fail(error)
            return .failure(reason ?? error)
        }
    }

    private func startAwaiting() {
        phase = .awaitingResponse
        exchangeNumber += 1
        let limit = pool.loop.now.advanced(byMilliseconds: pool.limits.firstByteMilliseconds)
        watchdog.set(min(limit, deadline))
    }

    private func responseHead(_ method: Method) async throws(ClientError) -> ResponseHead {
        do throws(ReceiveError) {
            for _ in 0...pool.limits.informationalResponses {
                guard try await reader.waitForMessage() else { throw .stream(.system(.reset)) }
                let head = try await reader.responseHead(answering: method)
                // Nobody asked for another protocol, so what follows is not to be read as one.
                guard head.status.code != 101 else { throw .message(.malformedStartLine) }
                if !head.status.isInformational { return head }
            }
        } catch {
            throw clientError(error)
        }
        throw .malformedResponse(.malformedStartLine)
    }

    private func response(
        _ head: ResponseHead, answering method: Method
    ) throws(ClientError) -> Response {
        phase = .receivingBody
        staysOpen = head.isKeepAlive && !isSendingBody
        let body = try receiveBody(head.framing)
        var response = Response(head.status, fields: head.fields, body: body)
        // HEAD is answered with the length of a body that never comes.
        if method == .head, let length = head.fields[.contentLength].flatMap({ Int($0) }) {
            response.body = .stream(BodyStream(length: length, next: { nil }))
        }
        return response
    }

    private func receiveBody(_ framing: Framing) throws(ClientError) -> Body {
        let body: Body
        do throws(ReceiveError) {
            body = try reader.body(framed: framing, mostBytes: pool.limits.bodyBytes)
        } catch {
            throw clientError(error)
        }
        guard case .stream(let stream) = body else {
            finish()
            return body
        }
        watchdog.set(deadline)
        let loop = pool.loop
        let number = exchangeNumber
        return .stream(
            BodyStream(length: stream.length) {
                try await self.nextPiece(of: number)
            } whenDropped: {
                loop.execute { if self.isReceivingBody(of: number) { self.close() } }
            })
    }

    private func isReceivingBody(of exchange: Int) -> Bool {
        exchange == exchangeNumber && phase == .receivingBody
    }

    private func nextPiece(of exchange: Int) async throws(ClientError) -> [UInt8]? {
        guard isReceivingBody(of: exchange) else {
            if exchange <= lastWholeExchange { return nil }
            // Cut off while nobody was reading: that is no end of the body.
            throw reason ?? .connectionLost(.closed)
        }
        do throws(ReceiveError) {
            let piece = try await reader.nextPiece()
            if piece == nil { finish() }
            return piece
        } catch {
            let error = clientError(error)
            fail(error)
            throw reason ?? error
        }
    }

    // MARK: Sending

    private func send(_ request: Request) async throws(ClientError) {
        let framing = Self.framing(of: request)
        let left = deadline.nanoseconds(since: pool.loop.now) / 1_000_000
        pool.output.removeAll(keepingCapacity: true)
        HeadWriter.append(
            request, host: pool.host, framing: framing, timeoutMilliseconds: Int(clamping: left),
            to: &pool.output)
        if case .bytes(let bytes) = request.body { pool.output += bytes }
        do throws(StreamError) {
            try await sendOutput()
        } catch {
            // The server may have answered before it had read everything, and closed.
            guard reason == nil, stream.hasArrivals else { throw .connectionLost(error) }
            staysOpen = false
        }
        if case .stream(let body) = request.body { startSending(body, framing) }
    }

    private func sendOutput() async throws(StreamError) {
        let written = try pool.output.withUnsafeBufferPointer { output throws(StreamError) in
            try stream.write(UnsafeRawBufferPointer(output))
        }
        guard written < pool.output.count else { return }
        let rest = Array(pool.output[written...])
        try await stream.waitUntilWritable()
        try await stream.writeAll(rest)
    }

    private static func framing(of request: Request) -> BodyFraming {
        switch request.body {
        case .empty: request.method == .post || request.method == .put ? .length(0) : .absent
        case .bytes(let bytes): .length(bytes.count)
        case .stream(let body): body.length.map { .length($0) } ?? .chunked
        }
    }

    /// A streamed body goes out beside the reading of the response: either side may wait for the
    /// other to take something first.
    private func startSending(_ body: BodyStream, _ framing: BodyFraming) {
        isSendingBody = true
        pool.scope.spawn {
            do {
                try await self.sendPieces(of: body, framing)
                self.isSendingBody = false
            } catch let error as ReceiveError {
                self.fail(.requestBody(error))
            } catch {
                self.fail(.connectionLost(error as? StreamError ?? .cancelled))
            }
        }
    }

    private func sendPieces(of body: BodyStream, _ framing: BodyFraming) async throws {
        var left = body.length
        while let piece = try await body.next() {
            if let known = left {
                guard piece.count <= known else { throw BodyLengthError.tooLong }
                left = known - piece.count
            }
            var chunk: [UInt8] = []
            if framing == .chunked { HeadWriter.appendChunkSize(piece.count, to: &chunk) }
            chunk += piece
            if framing == .chunked { HeadWriter.append("\r\n", to: &chunk) }
            try await stream.writeAll(chunk)
        }
        if let left, left > 0 { throw BodyLengthError.tooShort }
        if framing == .chunked { try await stream.writeAll(Array("0\r\n\r\n".utf8)) }
    }

    // MARK: Ending

    /// The response is complete: the connection is kept if nothing speaks against it.
    private func finish() {
        lastWholeExchange = exchangeNumber
        guard staysOpen, !isSendingBody, !reader.hasBufferedBytes, !stream.isClosed else {
            return close()
        }
        phase = .idle
        watchdog.set(inMilliseconds: pool.limits.idleMilliseconds)
        pool.giveBack(self)
    }

    func close() {
        guard phase != .closed else { return }
        if phase == .idle { pool.remove(self) }
        phase = .closed
        watchdog.retire()
        reader.release()
        stream.close()
        pool.hasClosed()
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
        case .receivingBody: fail(.deadlineExceeded)
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
