import EventLoop

/// The one writer: a queue of waiting transactions, and whoever leads runs them in groups.
///
/// Nobody is the writer by office. Who finds the queue without a leader becomes it: at the end of
/// the first turn of its loop that brings nobody new, it commits the group on the spot (no thread
/// hand-off, ADR 0005), and goes on until nobody waits.
final class Writer: @unchecked Sendable {
    // Sendable: `state` is locked; the rest is touched by the leader alone, and `isLed` makes one.

    private struct State {
        var waiting: [PendingWrite] = []
        var isLed = false
        var isClosed = false
        /// Called when nobody is inside any more.
        var closers: [@Sendable () -> Void] = []
        var figures = Figures()
    }

    private let state = Lock(State())
    private let group: WriteGroup
    private let checkpointer: Checkpointer
    private let settings: Settings
    /// The one thread it has, if it is not to work on the callers' loops.
    private let worker: Workers?

    init(group: WriteGroup, checkpointer: Checkpointer, settings: Settings) {
        self.group = group
        self.checkpointer = checkpointer
        self.settings = settings
        worker =
            settings.writerPlace == .ownThread
            ? Workers(threadCount: 1, waitingLimit: 1, priority: .asLoops) : nil
    }

    var figures: Figures {
        state.withLock { state in
            var figures = state.figures
            figures.waiting = state.waiting.count
            return figures
        }
    }

    /// Takes a transaction in, or says why not.
    func submit(_ write: PendingWrite) throws(StorageError) {
        let mustLead = try state.withLock { state throws(StorageError) in
            guard !state.isClosed else { throw .closed }
            guard state.waiting.count < settings.waitingTransactions else {
                state.figures.refused += 1
                throw .overloaded(waiting: state.waiting.count)
            }
            state.waiting.append(write)
            defer { state.isLed = true }
            return !state.isLed
        }
        if mustLead { lead() }
    }

    /// Lets in no more, and returns when those inside have been answered.
    func close() async {
        let loop = EventLoop.current
        await withUnsafeContinuation { continuation in
            let isIdle = state.withLock { state in
                state.isClosed = true
                guard state.isLed else { return true }
                state.closers.append {
                    guard let loop else { return continuation.resume() }
                    loop.execute { continuation.resume() }
                }
                return false
            }
            if isIdle { continuation.resume() }
        }
        await worker?.stop()
        group.connection.close()
    }

    func abandon() {
        group.connection.close()
    }

    // MARK: Leading

    private func lead() {
        if let worker {
            // There is one leader, and room for the one before, who may not have left yet.
            _ = worker.start { while self.runGroup() {} }
        } else if let loop = EventLoop.current {
            loop.atEndOfTurn { self.lead(on: loop) }
        } else {
            while runGroup() {}
        }
    }

    /// One group a turn, so that the loop's reads and sockets get theirs between two.
    ///
    /// While every turn brings more, they are gathered, for a short time: a larger group costs each
    /// of them less.
    private func lead(on loop: EventLoop) {
        gather(on: loop, until: loop.now.advanced(byMilliseconds: settings.gatheringMilliseconds))
    }

    private func gather(on loop: EventLoop, until deadline: Instant, known: Int = 0) {
        let waiting = state.withLock { $0.waiting.count }
        if waiting > known, waiting < settings.transactionsAGroup, loop.now < deadline {
            loop.atEndOfTurn { self.gather(on: loop, until: deadline, known: waiting) }
        } else if runGroup() {
            loop.atEndOfTurn { self.lead(on: loop) }
        }
    }

    /// Runs and answers one group; false when nobody waits and the lead is given up.
    private func runGroup() -> Bool {
        let members = state.withLock { state in
            guard state.waiting.count > settings.transactionsAGroup else {
                defer { state.waiting.removeAll(keepingCapacity: true) }
                return state.waiting
            }
            let first = Array(state.waiting.prefix(settings.transactionsAGroup))
            state.waiting.removeFirst(settings.transactionsAGroup)
            return first
        }
        group.run(members)
        answer(members)
        checkpointer.groupCommitted(on: group.connection)
        return state.withLock { state in
            state.figures.groups += 1
            state.figures.transactions += members.count
            state.figures.pagesInLog = checkpointer.pagesInLog
            guard state.waiting.isEmpty else { return true }
            state.isLed = false
            for closer in state.closers { closer() }
            state.closers = []
            return false
        }
    }

    /// Wakes each loop once, whatever the number of its tasks.
    private func answer(_ members: [PendingWrite]) {
        let here = EventLoop.current
        var elsewhere: [(loop: EventLoop, members: AnsweredMembers)] = []
        for member in members {
            guard let loop = member.loop, loop !== here else {
                member.answer()
                continue
            }
            if let index = elsewhere.firstIndex(where: { $0.loop === loop }) {
                elsewhere[index].members.all.append(member)
            } else {
                elsewhere.append((loop, AnsweredMembers(all: [member])))
            }
        }
        for (loop, members) in elsewhere {
            loop.execute { members.answer() }
        }
    }
}

private struct AnsweredMembers: @unchecked Sendable {
    // Sendable: the leader lets go of them; their loop alone has them then.
    var all: [PendingWrite]

    func answer() {
        for member in all { member.answer() }
    }
}
