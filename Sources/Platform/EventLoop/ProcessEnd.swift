import CSystem
import Glibc

/// The end of another process, which need not be a child, as something to wait for.
public final class ProcessEnd: @unchecked Sendable {
    // Sendable: what changes is touched only on `loop`.
    private let loop: EventLoop
    private let descriptor: Int32
    private var hasCome = false
    private var waiting: [Bell] = []

    /// Throws `ESRCH` when there is no such process.
    public init(of process: Int32, on loop: EventLoop) throws(SystemError) {
        loop.assertIsCurrent()
        guard case .epoll(let poller) = loop.driver else {
            preconditionFailure("a simulation has no other processes")
        }
        self.loop = loop
        descriptor = try SystemError.check("pidfd_open", csystem_pidfd_open(process))
        try poller.watch(descriptor, for: .read, self)
    }

    deinit {
        close(descriptor)
    }

    /// Returns whether it has ended: false at `deadline`, or when the task is cancelled.
    public func wait(until deadline: Instant = .distantFuture) async -> Bool {
        loop.assertIsCurrent()
        guard !hasCome else { return true }
        let bell = Bell(loop: loop)
        waiting.append(bell)
        while !hasCome, loop.now < deadline, !Task.isCancelled { await bell.wait(until: deadline) }
        waiting.removeAll { $0 === bell }
        return hasCome
    }
}

extension ProcessEnd: Pollable {
    func becameReady(_ readiness: Readiness) {
        hasCome = true
        if case .epoll(let poller) = loop.driver { poller.forget(descriptor) }
        for bell in waiting { bell.ring() }
    }
}
