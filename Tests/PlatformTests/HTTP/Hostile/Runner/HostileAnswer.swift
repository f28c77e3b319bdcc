/// One answer as a broken or hostile server might give it, and what the client must make of it.
struct HostileAnswer: Sendable {
    /// What the server does behind the last byte.
    enum Ending: Sendable {
        case staysOpen
        /// The same, with the answer unfinished: only a deadline ends the wait for the rest.
        case goesSilent
        case closes
        case resets
    }

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

    /// A deadline is waited for once, not once a delivery.
    var deliveries: [Delivery] { ending == .goesSilent ? [.whole] : wire.deliveries }
}

extension HostileAnswer {
    /// Answers to one kind of mischief.
    struct Theme: Sendable, CustomStringConvertible {
        let description: String
        let cases: [HostileAnswer]

        init(_ name: String, _ cases: [HostileAnswer]) {
            description = name
            self.cases = cases
        }
    }

    /// The whole table.
    static let themes = [
        Theme("status lines", statusLines), Theme("fields", fields), Theme("lengths", lengths),
        Theme("transfer codings", codings), Theme("chunks", chunks), Theme("endings", endings),
        Theme("left over bytes", leftovers), Theme("no body", bodiless),
        Theme("kept connections", keptConnections), Theme("interim answers", interims),
    ]
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
