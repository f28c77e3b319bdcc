/// Equal by what they say: whatever the spaces, the escapes and the order of members, and whether a
/// number is written `1`, `1.0` or `1e0`.
extension JSON: Equatable {
    /// Recurses; `JSONLimits` sees to it that this is never deep.
    public static func == (a: JSON, b: JSON) -> Bool {
        switch (a.kind, b.kind) {
        case (.null, .null): true
        case (.bool, .bool): a.entry.kind == b.entry.kind
        case (.number, .number): a.isSameNumber(as: b)
        case (.string, .string): a.hasSameText(as: b)
        case (.array, .array): JSONElements(of: a).elementsEqual(JSONElements(of: b))
        case (.object, .object): a.hasSameMembers(as: b)
        default: false
        }
    }

    private func isSameNumber(as other: JSON) -> Bool {
        let one = entry
        let other = other.entry
        guard one.kind != other.kind else {
            return one.kind == .double
                ? Double(bitPattern: one.second) == Double(bitPattern: other.second)
                : one.second == other.second
        }
        return one.exactInteger == other.exactInteger && one.exactInteger != nil
    }

    private func hasSameText(as other: JSON) -> Bool {
        document.withUTF8(of: index) { text in
            other.document.withUTF8(of: other.index) { text.hasSameBytes(as: $0) }
        }
    }

    /// Members are expected in the same order; only when they are not, the other's are indexed.
    private func hasSameMembers(as other: JSON) -> Bool {
        guard entry.first == other.entry.first else { return false }
        lazy var others = other.membersByName()
        var name = index + 1
        var otherName = other.index + 1
        while name < document.end(of: index) {
            let value = JSON(document, name + 1)
            let isSameName = JSON(document, name).hasSameText(as: JSON(other.document, otherName))
            let otherValue =
                isSameName
                ? JSON(other.document, otherName + 1)
                : others[document.withUTF8(of: name) { Array($0) }]
            guard let otherValue, value == otherValue else { return false }
            name = document.end(of: name + 1)
            otherName = other.document.end(of: otherName + 1)
        }
        return true
    }

    private func membersByName() -> [[UInt8]: JSON] {
        var members: [[UInt8]: JSON] = [:]
        var name = index + 1
        while name < document.end(of: index) {
            members[document.withUTF8(of: name) { Array($0) }] = JSON(document, name + 1)
            name = document.end(of: name + 1)
        }
        return members
    }
}

extension JSONEntry {
    /// Wide enough for the integers of both kinds and for doubles that are whole.
    fileprivate var exactInteger: Int128? {
        switch kind {
        case .integer: Int128(Int64(bitPattern: second))
        case .unsigned: Int128(second)
        default: Int128(exactly: Double(bitPattern: second))
        }
    }
}
