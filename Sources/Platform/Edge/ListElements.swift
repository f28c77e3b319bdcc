extension String {
    /// What stands between the commas of a field's value, without blanks around it.
    var listElements: [Substring] {
        split(separator: ",", omittingEmptySubsequences: false).map(\.trimmed)
    }
}

extension Substring {
    var trimmed: Substring {
        let front = drop(while: \.isBlank)
        guard let last = front.lastIndex(where: { !$0.isBlank }) else { return "" }
        return front[...last]
    }
}

extension Character {
    /// Optional white space in a field (RFC 9110, 5.6.3).
    fileprivate var isBlank: Bool { self == " " || self == "\t" }
}
