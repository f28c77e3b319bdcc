import EventLoop
import JSON
import Processes
import Telemetry

/// How long the supervisor waits for what.
struct Patience: Sendable {
    /// From the start of a process until it is ready.
    var startMilliseconds: Int
    var stopMilliseconds: Int
    /// Between two questions to a process that is ready.
    var intervalMilliseconds: Int
    /// For the answer to one of them.
    var probeMilliseconds: Int

    /// How often in a row a process may miss before it counts as hanging.
    static let misses = 3
    /// For the end of one that was killed, which a disk in trouble can put off.
    static let burialMilliseconds = 5_000
    /// Between two questions to a process that answers, and is not ready yet.
    static let settlingMilliseconds = 10
}

extension Keeper {
    /// Asks the process how it is, as long as it lives: the task is cancelled at its end.
    func attend(to child: ChildProcess) async {
        guard await becomesReady(child) else { return }
        var misses = 0
        while await pause(patience.intervalMilliseconds) {
            keepLogShort()
            switch await probe.liveness(by: probeDeadline) {
            case .good:
                misses = 0
                await note(probe.readiness(by: probeDeadline))
            case .bad(let why), .silent(let why):
                misses += 1
                guard misses == Patience.misses, !Task.isCancelled else { continue }
                return condemn(child, "it hung: \(why)")
            }
        }
    }

    /// The socket is open already, so the first question waits until the process serves.
    private func becomesReady(_ child: ChildProcess) async -> Bool {
        let deadline = loop.now.advanced(byMilliseconds: patience.startMilliseconds)
        var reason = "it did not answer"
        while !Task.isCancelled, loop.now < deadline {
            switch await probe.readiness(by: deadline) {
            case .good:
                guard !Task.isCancelled else { return false }
                enter(.ready)
                return true
            case .bad(let why), .silent(let why): reason = why
            }
            guard await pause(Patience.settlingMilliseconds) else { return false }
        }
        guard !Task.isCancelled else { return false }
        condemn(child, "it was not ready after \(patience.startMilliseconds) ms: \(reason)")
        return false
    }

    private func note(_ readiness: Probe.Answer) {
        guard !Task.isCancelled else { return }
        switch readiness {
        case .good: enter(.ready)
        case .bad(let why), .silent(let why): enter(.unready, note: why)
        }
    }

    /// False when the process has ended meanwhile.
    private func pause(_ milliseconds: Int) async -> Bool {
        do throws(CancellationError) {
            try await loop.sleep(milliseconds: milliseconds)
            return true
        } catch {
            return false
        }
    }

    private var probeDeadline: Instant {
        loop.now.advanced(byMilliseconds: patience.probeMilliseconds)
    }

    private func keepLogShort() {
        do throws(FileFault) {
            try part.log.rotateIfLarge()
        } catch {
            logger.error("a log cannot be kept short") {
                $0.field("process", part.name)
                $0.field("error", "\(error)")
            }
        }
    }
}
