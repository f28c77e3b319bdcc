import EventLoop

/// The time limits of a server's connection: what it is doing decides which of them holds, and what
/// it means that it is reached. Whoever owns it sets the alarm to what it answers.
struct RequestClock {
    enum Phase {
        case idle, head, body, handling, sending, lingering
    }

    /// What is to be done when the alarm goes off.
    enum Verdict {
        /// There is nothing to say, or nobody who listens.
        case close
        /// The rest of the head is not waited for. Why can still be said.
        case stopReading
        /// The handler is to end, and has until then to do so.
        case cancel(until: Instant)
        /// Nobody is late; the next limit is this.
        case goOn(until: Instant)
    }

    private let limits: ServerLimits
    private(set) var phase = Phase.idle
    /// Whether the present request was cut off.
    private(set) var isOutOfTime = false
    /// When the present request's body must be there, and when its sender stops waiting.
    private(set) var bodyDeadline = Instant.distantFuture
    private var askedDeadline = Instant.distantFuture

    init(_ limits: ServerLimits) {
        self.limits = limits
    }

    // MARK: Phases

    mutating func awaitRequest(from now: Instant) -> Instant {
        phase = .idle
        return now.advanced(byMilliseconds: limits.idleMilliseconds)
    }

    mutating func receiveHead(from now: Instant) -> Instant {
        phase = .head
        return now.advanced(byMilliseconds: limits.headMilliseconds)
    }

    /// When the answer is due: by this server's limit, or sooner if the caller said so.
    mutating func deadline(askedIn fields: Fields, from now: Instant) -> Instant {
        let asked = fields[.timeoutMilliseconds].flatMap { Int($0) }.flatMap { $0 < 0 ? nil : $0 }
        askedDeadline = asked.map { now.advanced(byMilliseconds: $0) } ?? .distantFuture
        return min(now.advanced(byMilliseconds: limits.handlerMilliseconds), askedDeadline)
    }

    mutating func receiveBody(from now: Instant) -> Instant {
        phase = .body
        bodyDeadline = now.advanced(byMilliseconds: limits.bodyMilliseconds)
        return min(bodyDeadline, askedDeadline)
    }

    mutating func handle(from now: Instant) -> Instant {
        phase = .handling
        return min(now.advanced(byMilliseconds: limits.handlerMilliseconds), askedDeadline)
    }

    /// The writer sets the alarm itself: its limit begins anew whenever the client takes something.
    mutating func send() {
        phase = .sending
    }

    mutating func linger(from now: Instant) -> Instant {
        phase = .lingering
        return now.advanced(byMilliseconds: limits.lingerMilliseconds)
    }

    // MARK: The alarm

    mutating func timeIsUp(at now: Instant, bodyHasCome: Bool) -> Verdict {
        switch phase {
        case .idle, .sending, .lingering: return .close
        case .head: return .stopReading
        case .body where bodyHasCome && now < askedDeadline: return .goOn(until: handle(from: now))
        case .body, .handling:
            if isOutOfTime { return .close }
            isOutOfTime = true
            return .cancel(until: now.advanced(byMilliseconds: limits.graceMilliseconds))
        }
    }
}
