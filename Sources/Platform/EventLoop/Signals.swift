import CSystem
import Glibc

/// Signals as calls on a loop, instead of handlers that may do next to nothing.
///
/// Make it before any thread is started: it blocks the signals for the thread that makes it, and
/// threads inherit that.
public final class Signals: @unchecked Sendable {
    // Sendable: `handler` is set by `deliver` on the loop before epoll can call it there.
    private let descriptor: Int32
    private var handler: ((Int32) -> Void)?

    public init(_ signals: [Int32]) throws(SystemError) {
        let made = csystem_signalfd_create(signals, Int32(signals.count))
        descriptor = try SystemError.check("signalfd", made)
    }

    deinit {
        close(descriptor)
    }

    /// From now on `handler` runs on `loop` with the number of each signal that comes.
    public func deliver(
        to loop: EventLoop, _ handler: @escaping (Int32) -> Void
    ) throws(SystemError) {
        loop.assertIsCurrent()
        guard case .epoll(let poller) = loop.driver else {
            preconditionFailure("a simulated process gets no signals")
        }
        self.handler = handler
        try poller.watch(descriptor, for: .read, self)
    }
}

extension Signals: Pollable {
    func becameReady(_ readiness: Readiness) {
        while true {
            let signal = csystem_signalfd_read(descriptor)
            guard signal > 0 else { return }
            handler?(signal)
        }
    }
}
