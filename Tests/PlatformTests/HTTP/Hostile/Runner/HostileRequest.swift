/// One request as an attacker, a broken client or a careful one might send it, and what the server
/// must make of it.
struct HostileRequest: Sendable {
    /// A sentence that says what is odd about it.
    let name: String
    let wire: WireBytes
    let outcome: Outcome

    init(_ name: String, _ wire: WireBytes, _ outcome: Outcome) {
        self.name = name
        self.wire = wire
        self.outcome = outcome
    }
}

extension HostileRequest: CustomStringConvertible {
    var description: String { name }
}

/// One final answer that the server owes.
struct ExpectedAnswer: Sendable, ExpressibleByIntegerLiteral {
    enum Interim: Sendable { case none, allowed, required }

    var statuses: [Int]
    /// Set where the body proves how the request was framed.
    var body: WireBytes?
    /// An answer to HEAD carries no body, whatever its fields say.
    var toHead = false
    /// Given by the server itself: the request it answers goes nowhere else.
    var isRefusal = false
    var interim = Interim.none

    init(integerLiteral status: Int) {
        statuses = [status]
    }

    init(statuses: [Int], body: WireBytes? = nil, toHead: Bool = false, interim: Interim = .none) {
        self.statuses = statuses
        self.body = body
        self.toHead = toHead
        self.interim = interim
    }

    static func echo(_ body: WireBytes, interim: Interim = .none) -> ExpectedAnswer {
        ExpectedAnswer(statuses: [200], body: body, interim: interim)
    }

    static func any(of statuses: Int...) -> ExpectedAnswer {
        ExpectedAnswer(statuses: statuses)
    }

    static func toHead(_ status: Int) -> ExpectedAnswer {
        ExpectedAnswer(statuses: [status], toHead: true)
    }
}

/// What must happen when the bytes of a case have arrived: one of these scripts, from its first
/// answer to its last and nothing besides.
struct Outcome: Sendable {
    struct Script: Sendable {
        var answers: [ExpectedAnswer]
        var ending: Ending
    }

    /// What the connection is good for after the answers.
    enum Ending: Sendable {
        /// It serves the next request.
        case open
        /// It is closed, and nothing that follows on it is answered.
        case closed
        /// Either: the framing is sound both ways.
        case openOrClosed
    }

    var scripts: [Script]
    /// The client closes its sending half after the last byte.
    var cut = false

    /// Exactly these answers, in order, and the connection goes on.
    static func served(_ answers: ExpectedAnswer...) -> Outcome {
        Outcome(scripts: [Script(answers: answers, ending: .open)])
    }

    /// Exactly these answers, and then the server closes, as it was asked to.
    static func closed(after answers: ExpectedAnswer...) -> Outcome {
        Outcome(scripts: [Script(answers: answers, ending: .closed)])
    }

    /// Exactly these answers; to go on or to close is the server's to choose.
    static func answered(_ answers: ExpectedAnswer...) -> Outcome {
        Outcome(scripts: [Script(answers: answers, ending: .openOrClosed)])
    }

    /// The answers to what stood before the fault, one refusal with one of these statuses, the close.
    static func refused(_ statuses: Int..., after answers: [ExpectedAnswer] = []) -> Outcome {
        Outcome(scripts: [.refusal(statuses, after: answers)])
    }

    static func either(_ one: Outcome, _ other: Outcome) -> Outcome {
        Outcome(scripts: one.scripts + other.scripts)
    }

    /// Served as sound, or its last request refused as suspicious, and nothing between the two.
    static func tolerated(_ answers: ExpectedAnswer..., orRefused statuses: Int...) -> Outcome {
        Outcome(scripts: [
            Script(answers: answers, ending: .openOrClosed),
            .refusal(statuses, after: Array(answers.dropLast())),
        ])
    }

    /// The client stops in the middle: a close, with at most one refusal before it.
    static func cutShort(after answers: ExpectedAnswer...) -> Outcome {
        let silent = Script(answers: answers, ending: .closed)
        return Outcome(scripts: [silent, .refusal([400, 408], after: answers)], cut: true)
    }
}

extension Outcome.Script {
    static func refusal(_ statuses: [Int], after answers: [ExpectedAnswer]) -> Outcome.Script {
        var refusal = ExpectedAnswer(statuses: statuses)
        refusal.isRefusal = true
        return Outcome.Script(answers: answers + [refusal], ending: .closed)
    }
}
