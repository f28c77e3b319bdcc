/// How long to wait before a process that ended is started again: longer each time, so that one
/// that cannot live does not eat the machine.
struct Backoff {
    static let firstMilliseconds = 50
    static let mostMilliseconds = 10_000
    /// One that has lived so long begins anew.
    static let settledMilliseconds = 30_000

    private var nextMilliseconds = Self.firstMilliseconds

    mutating func wait(afterLivingMilliseconds life: Int) -> Int {
        if life >= Self.settledMilliseconds { nextMilliseconds = Self.firstMilliseconds }
        defer { nextMilliseconds = min(nextMilliseconds * 2, Self.mostMilliseconds) }
        return nextMilliseconds
    }
}
