import EventLoop
import JSON
import Processes
import Runtime
import Telemetry

/// Keeps one process running: starts it, asks how it is, ends it when it hangs, and starts it again.
struct Keeper: Sendable {
    let part: Part
    let loop: EventLoop
    let patience: Patience
    let logger: Logger
    let probe: Probe
    private let condition: Lock<Condition>
    /// Ends the wait before the next start.
    private let bell: Bell
    /// Told of every change.
    private let changed: @Sendable () -> Void

    init(
        _ part: Part, patience: Patience, in environment: Environment,
        changed: @escaping @Sendable () -> Void
    ) {
        self.part = part
        self.patience = patience
        self.changed = changed
        loop = environment.loops[0]
        logger = environment.telemetry.logger
        probe = Probe(
            part.socket.address, on: loop,
            longestMilliseconds: max(patience.startMilliseconds, patience.probeMilliseconds))
        condition = Lock(Condition(at: loop.now))
        bell = Bell(loop: loop)
    }

    var now: Condition { condition.withLock { $0 } }

    func enter(_ state: ProcessState, note: String? = nil) {
        condition.withLock { $0.enter(state, note: note, at: loop.now) }
        changed()
    }

    /// Until it is to stop, or ends before it has ever been ready.
    func keep() async {
        var backoff = Backoff()
        while !now.isStopWanted {
            let began = loop.now
            let why = await live()
            guard !now.isStopWanted else { break }
            guard now.hasBeenReady else {
                forget()
                return enter(.failed, note: why)
            }
            let life = Int(loop.now.nanoseconds(since: began) / 1_000_000)
            let wait = backoff.wait(afterLivingMilliseconds: life)
            logger.warning("a process ended and will be started again") {
                $0.field("process", part.name)
                $0.field("why", why)
                $0.field("inMilliseconds", wait)
            }
            enter(.waiting, note: why)
            await bell.wait(until: loop.now.advanced(byMilliseconds: wait))
        }
        forget()
        enter(.stopped)
    }

    /// What it wrote down last is wrong from now on, and does no harm: the process has ended.
    private func forget() {
        do throws(FileFault) {
            try part.record.remove()
        } catch {
            logger.warning("a record stays") { $0.field("error", "\(error)") }
        }
    }

    /// One life of the process. Returns why it ended.
    private func live() async -> String {
        enter(.starting)
        let child: ChildProcess
        do {
            child = try ChildProcess(part.start, output: part.log.open(), on: loop)
        } catch {
            return "it could not be started: \(error)"
        }
        condition.withLock { $0.child = child }
        writeDown(child)
        let why = await watch(child)
        let verdict = condition.withLock { condition in
            defer { (condition.child, condition.verdict) = (nil, nil) }
            return condition.verdict
        }
        return verdict ?? why
    }

    /// A full disk is no reason to give up a process that runs.
    private func writeDown(_ child: ChildProcess) {
        logger.info("started") {
            $0.field("process", part.name)
            $0.field("pid", Int(child.id))
        }
        do throws(FileFault) {
            if let identity = child.identity { try part.record.write(identity) }
        } catch {
            logger.error("a process cannot be written down") {
                $0.field("process", part.name)
                $0.field("error", "\(error)")
            }
        }
    }

    private func watch(_ child: ChildProcess) async -> String {
        await withTaskGroup(of: Void.self) { group in
            group.addTask(executorPreference: loop) { await attend(to: child) }
            let ending = await child.ended()
            group.cancelAll()
            return ending.map(\.inWords) ?? "nobody waited for its end"
        }
    }

    /// Ends a process that does not do what it is there for.
    func condemn(_ child: ChildProcess, _ verdict: String) {
        condition.withLock { $0.verdict = verdict }
        logger.error("a process is killed") {
            $0.field("process", part.name)
            $0.field("why", verdict)
        }
        child.signal(.kill)
    }

    // MARK: Stopping

    /// Asks it to finish, and kills it when it has not done so in time. May be called again.
    func stop() async -> Farewell {
        let began = loop.now
        enter(.stopping)
        bell.ring()
        guard let child = now.child else { return farewell(.wasNotRunning, since: began) }
        child.signal(.terminate)
        let deadline = loop.now.advanced(byMilliseconds: patience.stopMilliseconds)
        if await child.ended(by: deadline) != nil { return farewell(.drained, since: began) }
        condemn(child, "it had not stopped after \(patience.stopMilliseconds) milliseconds")
        _ = await child.ended(by: loop.now.advanced(byMilliseconds: Patience.burialMilliseconds))
        return farewell(.killed, since: began)
    }

    private func farewell(_ manner: Farewell.Manner, since began: Instant) -> Farewell {
        let milliseconds = Int(loop.now.nanoseconds(since: began) / 1_000_000)
        return Farewell(name: part.name, manner: manner, milliseconds: milliseconds)
    }
}
