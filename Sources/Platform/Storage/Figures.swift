/// What a database can say of itself, to be shown as metrics. Counts are since it was opened.
public struct Figures: Sendable, Equatable {
    public var transactions = 0
    /// Commits that made them durable; fewer than transactions, and by how much is the gain.
    public var groups = 0
    /// Turned away because the queue was at its limit.
    public var refused = 0
    public var waiting = 0
    /// How long the log was after the last group.
    public var pagesInLog = 0
}
