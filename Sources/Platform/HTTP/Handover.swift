import EventLoop

/// The connections of a server on their way to another process: lanes offer them as they become
/// idle, one task sends them.
final class Handover: @unchecked Sendable {
    // Sendable: the `var`s are touched only on `loop`; `offer` comes there by itself.
    private let loop: EventLoop
    private var waiting: [(descriptor: Int32, bytes: [UInt8])] = []
    private var isFinished = false
    private var isAbandoned = false
    private var sender: UnsafeContinuation<Void, Never>?
    /// Taken from the queue and not yet known to have arrived.
    var inHand: (descriptor: Int32, bytes: [UInt8])?

    init(loop: EventLoop) {
        self.loop = loop
    }

    /// From any loop: gives away a connection that its stream has let go of.
    func offer(
        _ descriptor: Int32, _ bytes: [UInt8],
        orElse takeBack: @escaping @Sendable (Int32, [UInt8]) -> Void
    ) {
        loop.execute {
            guard !self.isAbandoned else { return takeBack(descriptor, bytes) }
            self.waiting.append((descriptor, bytes))
            self.wake()
        }
    }

    /// No more will be offered.
    func finish() {
        loop.execute {
            self.isFinished = true
            self.wake()
        }
    }

    /// The next connection to send, or nil when all have been.
    func next() async -> (descriptor: Int32, bytes: [UInt8])? {
        while waiting.isEmpty, !isFinished {
            await withUnsafeContinuation { sender = $0 }
        }
        return waiting.isEmpty ? nil : waiting.removeFirst()
    }

    /// What has not arrived, when sending has failed.
    func abandon() -> [(descriptor: Int32, bytes: [UInt8])] {
        isAbandoned = true
        defer {
            waiting = []
            inHand = nil
        }
        return [inHand].compactMap(\.self) + waiting
    }

    private func wake() {
        guard let sender else { return }
        self.sender = nil
        sender.resume()
    }
}
