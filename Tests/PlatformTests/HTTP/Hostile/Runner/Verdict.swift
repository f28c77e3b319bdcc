/// What a client saw on one connection, from its first answer to its end.
struct Observed {
    enum End: Equatable {
        case closed
        case flawed(Flaw)
    }

    var answers: [Answer]
    var end: End
}

/// The request that follows a case to see whether the connection is still in step: its answer
/// repeats its body, and asks for the close.
enum Sentinel {
    static let body: WireBytes = "SENTINEL"
    static let request: WireBytes = .message(
        "POST /echo HTTP/1.1", "Host: sentinel", "Connection: close", "Content-Length: 8",
        body: body)
    static let answer: ExpectedAnswer = .echo(body)
}

extension Outcome {
    /// What is wrong with what was seen, or nil when it fits one of the scripts.
    func complaint(about observed: Observed, withSentinel: Bool) -> String? {
        var complaints: [String] = []
        for script in scripts {
            guard
                let complaint = script.complaint(
                    about: observed, withSentinel: withSentinel, endsFirst: cut)
            else { return nil }
            complaints.append(complaint)
        }
        return complaints.joined(separator: "; or else ")
    }
}

extension Outcome.Script {
    /// A server cannot say beforehand that it will close because the client `endsFirst`.
    func complaint(
        about observed: Observed, withSentinel: Bool, endsFirst: Bool = false
    ) -> String? {
        var expected = answers
        var mustSayClose = ending == .closed && !endsFirst
        let isExtended = withSentinel && observed.answers.count > answers.count
        if withSentinel, ending == .open || (ending == .openOrClosed && isExtended) {
            expected.append(Sentinel.answer)
            mustSayClose = true
        }
        let seen = observed.answers.map(\.status)
        guard seen.count == expected.count else {
            return "answers \(seen) in the place of \(expected.map(\.statuses))"
                + (observed.end == .closed ? "" : ", then \(observed.end)")
        }
        for (answer, expectation) in zip(observed.answers, expected) {
            if let complaint = expectation.complaint(about: answer) { return complaint }
        }
        if mustSayClose, let last = observed.answers.last, !last.saysClose {
            return "the last answer, \(last.status), does not say that the connection closes"
        }
        return complaint(about: observed.end)
    }

    private func complaint(about end: Observed.End) -> String? {
        switch end {
        case .closed: nil
        // Bytes on their way to a server that has refused and closed come back as a reset.
        case .flawed(.reset) where ending != .open && !answers.isEmpty: nil
        case .flawed(let flaw): "after the answers: \(flaw)"
        }
    }
}

extension ExpectedAnswer {
    func complaint(about answer: Answer) -> String? {
        guard statuses.contains(answer.status) else {
            return "\(answer.status) in the place of \(statuses)"
        }
        if let body, answer.body != body.bytes {
            return "the body '\(WireBytes(bytes: answer.body))' in the place of '\(body)'"
        }
        switch interim {
        case .none: return answer.interims.isEmpty ? nil : "interim answers nobody asked for"
        case .allowed:
            return answer.interims.allSatisfy { $0 == 100 } && answer.interims.count <= 1
                ? nil : "interim answers \(answer.interims)"
        case .required: return answer.interims == [100] ? nil : "interim answers \(answer.interims)"
        }
    }
}
