public import EventLoop

extension Environment {
    /// Threads for what would hold up a loop: one a core, and a bounded number of tasks that wait.
    public func makeWorkers() -> Workers {
        guard !hasOneThread else { return Workers(inline: ()) }
        return Workers(threadCount: loops.count, waitingLimit: 64 * loops.count)
    }
}
