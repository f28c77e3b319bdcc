import EventLoop

/// Writes something now and then while the source of a body is silent. Whether a client is still
/// there shows only when it is sent something.
final class Heartbeat {
    private let bytes: [UInt8]
    private let stream: ByteStream
    private let watchdog: Watchdog
    private let limits: ServerLimits
    private var timer: Timer?
    /// What the network did not take of a beat that was begun. It must go out before anything else.
    private var rest: [UInt8] = []

    init(_ bytes: [UInt8], on stream: ByteStream, watchdog: Watchdog, limits: ServerLimits) {
        self.bytes = bytes
        self.stream = stream
        self.watchdog = watchdog
        self.limits = limits
    }

    /// The silence begins.
    func start() {
        let next = stream.loop.now.advanced(byMilliseconds: limits.eventSilenceMilliseconds)
        timer = stream.loop.schedule(at: next) { [weak self] in self?.beat() }
    }

    /// The silence is over; what is left of a beat is the caller's to write.
    @discardableResult
    func stop() -> [UInt8] {
        if let timer { stream.loop.cancel(timer) }
        timer = nil
        defer { rest = [] }
        return rest
    }

    /// Beats do not pile up in front of a client that takes nothing: the first that is stuck starts
    /// the clock, and while it is, no other is begun.
    private func beat() {
        let isNew = rest.isEmpty
        if isNew { rest = bytes }
        // When this fails the connection is broken, and whoever serves it is told that.
        let taken = rest.withUnsafeBytes { try? stream.write($0) }
        guard let taken else { return }
        rest.removeFirst(taken)
        if rest.isEmpty {
            watchdog.clear()
        } else if isNew || taken > 0 {
            watchdog.set(inMilliseconds: limits.writeStallMilliseconds)
        }
        start()
    }
}
