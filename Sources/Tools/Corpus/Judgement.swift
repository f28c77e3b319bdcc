/// How a value fared.
enum Judgement: Sendable {
    case holds
    case fails
    /// A comparison of things that cannot be compared; `not` does not make it true.
    case isSenseless
}

extension Predicate {
    /// `actual` is nil when there is nothing; `expected` is the operand, rendered.
    func holds(for actual: Value?, expected: Value?) -> Bool {
        guard let actual else { return isNegated && isExists }
        switch judge(actual, expected) {
        case .holds: return !isNegated
        case .fails: return isNegated
        case .isSenseless: return false
        }
    }

    private var isExists: Bool {
        if case .exists = test { true } else { false }
    }

    private func judge(_ actual: Value, _ expected: Value?) -> Judgement {
        switch (test, actual, expected) {
        case (.exists, _, _): .holds
        case (.equals, _, let expected?): Judgement(actual == expected)
        case (.differs, _, let expected?): Judgement(actual != expected)
        case (.compares(let comparison, _), _, let expected?):
            comparison.judge(actual, expected)
        case (.startsWith, .string(let text), .string(let part)?):
            Judgement(text.utf8.starts(with: part.utf8))
        case (.endsWith, .string(let text), .string(let part)?):
            Judgement(text.utf8.reversed().starts(with: part.utf8.reversed()))
        case (.contains, .string(let text), .string(let part)?):
            Judgement(text.hasPart(part))
        case (.includes, .list(let list), let element?): Judgement(list.contains(element))
        case (.matches(let pattern), .string(let text), _): Judgement(pattern.isFound(in: text))
        case (.is(let kind), _, _): Judgement(kind.isKind(of: actual))
        case (.isEmpty, .string(let text), _): Judgement(text.isEmpty)
        case (.isEmpty, .list(let list), _): Judgement(list.isEmpty)
        default: .isSenseless
        }
    }
}

extension Judgement {
    fileprivate init(_ isTrue: Bool) {
        self = isTrue ? .holds : .fails
    }
}

extension Predicate.Comparison {
    fileprivate func judge(_ left: Value, _ right: Value) -> Judgement {
        if case .integer(let left) = left, case .integer(let right) = right {
            return Judgement(compare(left, right))
        }
        if let left = left.number, let right = right.number {
            return Judgement(compare(left, right))
        }
        if case .string(let left) = left, case .string(let right) = right {
            return Judgement(compare(left, right))
        }
        return .isSenseless
    }

    private func compare<Compared: Comparable>(_ left: Compared, _ right: Compared) -> Bool {
        switch self {
        case .less: left < right
        case .atMost: left <= right
        case .greater: left > right
        case .atLeast: left >= right
        }
    }
}

extension Predicate.Kind {
    fileprivate func isKind(of value: Value) -> Bool {
        switch (self, value) {
        case (.boolean, .bool), (.integer, .integer), (.float, .double), (.string, .string),
            (.number, .integer), (.number, .double), (.collection, .list), (.collection, .object):
            true
        default: false
        }
    }
}

extension String {
    /// Compared by code points, as other tools do, and not by what looks the same.
    func hasPart(_ part: String) -> Bool {
        let text = Array(utf8)
        let part = Array(part.utf8)
        guard part.count <= text.count else { return false }
        return (0...text.count - part.count).contains { text[$0...].starts(with: part) }
    }
}
