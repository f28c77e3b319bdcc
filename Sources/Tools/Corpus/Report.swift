import HTTP

/// What people read while the scenarios run, and at the end.
struct Report {
    private static let nameWidth = 52
    private static let mostBodyCharacters = 2_000

    static func line(of outcome: Outcome) -> String {
        let mark = outcome.hasPassed ? "ok    " : "FAILED"
        let padding = String(repeating: " ", count: max(1, nameWidth - outcome.name.count))
        let line = "  \(mark) \(outcome.name)\(padding)\(outcome.milliseconds) ms\n"
        return outcome.hasPassed ? line : line + details(of: outcome)
    }

    /// Where, what was expected, what came instead, and the whole answer.
    static func details(of outcome: Outcome) -> String {
        var text = ""
        for failure in outcome.failures {
            text += "         \(outcome.path):\(failure.position)\n"
            text += "           \(failure.claim)\n"
            if let expected = failure.expected { text += "           expected \(expected)\n" }
            if let found = failure.found { text += "           but came \(shortened(found))\n" }
        }
        guard let exchange = outcome.lastExchange else { return text }
        text += "         \(exchange.method.rawValue) \(exchange.url) answered \(exchange.status)\n"
        let body = String(decoding: exchange.body, as: UTF8.self)
        if !body.isEmpty { text += "           \(shortened(body))\n" }
        return text
    }

    static func summary(of outcomes: [Outcome], milliseconds: Int) -> String {
        let passed = outcomes.count { $0.hasPassed }
        let requests = outcomes.reduce(0) { $0 + $1.sightings.count }
        let counts = "\(passed) passed, \(outcomes.count - passed) failed"
        return "\n\(counts), in \(seconds(milliseconds)) s with \(requests) requests\n"
    }

    /// `1.234`.
    static func seconds(_ milliseconds: Int) -> String {
        let rest = String(milliseconds % 1_000)
        return "\(milliseconds / 1_000).\(String(repeating: "0", count: 3 - rest.count))\(rest)"
    }

    private static func shortened(_ text: String) -> String {
        let cut = text.prefix(mostBodyCharacters)
        return cut.endIndex == text.endIndex ? text : cut + "…"
    }
}
