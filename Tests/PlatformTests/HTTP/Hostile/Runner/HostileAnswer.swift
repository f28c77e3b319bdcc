/// One answer as a broken or hostile server might give it, and what the client must make of it.
struct HostileAnswer: Sendable {
    /// What the server does behind the last byte.
    enum Ending: Sendable { case staysOpen, closes, resets }

    let name: String
    let wire: WireBytes
    let ending: Ending
    let outcome: AnswerOutcome
    /// Asked with HEAD in the place of GET.
    let toHead: Bool

    init(
        _ name: String, _ wire: WireBytes, _ outcome: AnswerOutcome,
        then ending: Ending = .staysOpen, toHead: Bool = false
    ) {
        self.name = name
        self.wire = wire
        self.ending = ending
        self.outcome = outcome
        self.toHead = toHead
    }
}

extension HostileAnswer: CustomStringConvertible {
    var description: String { name }
}

/// What the caller of the client gets, and what may become of the connection.
///
/// Whatever it is, the next request on the same client must be answered by its own answer.
enum AnswerOutcome: Sendable {
    enum Reuse: Sendable { case must, may, mustNot }

    /// A response with this status and exactly this body.
    case whole(Int, WireBytes, reused: Reuse = .may)
    /// A typed error, and never a body that looks whole; the connection is not used again.
    case failed
    /// Either, but nothing between the two.
    case wholeOrFailed(Int, WireBytes)

    static func hello(reused: Reuse = .may) -> AnswerOutcome {
        .whole(200, "hello", reused: reused)
    }
}
