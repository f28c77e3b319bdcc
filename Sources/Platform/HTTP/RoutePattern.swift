/// A path with places in it, such as `/v1/stores/{id}/menu/{itemId}`.
struct RoutePattern {
    enum Segment: Equatable {
        case literal([UInt8])
        case parameter(String)
        /// `{…rest}`, last: whatever follows, slashes included.
        case rest(String)
        /// `…`, last: the same, but no value of it is made. For handlers that pass the target on.
        case anything
    }

    let segments: [Segment]

    var parameterCount: Int {
        segments.count { segment in
            switch segment {
            case .literal, .anything: false
            case .parameter, .rest: true
            }
        }
    }

    /// Patterns are written in the code: one that is malformed is a bug.
    init(_ pattern: String) {
        precondition(pattern.hasPrefix("/"), "a route begins with a slash: \(pattern)")
        let parts = pattern.dropFirst().split(separator: "/", omittingEmptySubsequences: false)
        segments = parts.enumerated().map { index, part in
            if part == "…" {
                precondition(index == parts.count - 1, "\(part) must be last: \(pattern)")
                return .anything
            }
            guard part.hasPrefix("{") else { return .literal(Array(part.utf8)) }
            precondition(part.hasSuffix("}") && part.count > 2, "a place is {name}: \(pattern)")
            let name = part.dropFirst().dropLast()
            guard name.hasPrefix("…") else { return .parameter(String(name)) }
            precondition(index == parts.count - 1, "\(part) must be last: \(pattern)")
            return .rest(String(name.dropFirst()))
        }
    }
}

/// What can stand in a place of a route. Text that is not of the type means: no such resource.
public protocol PathParameter: Sendable {
    /// `segment` has been percent-decoded.
    init?(segment: String)
}

extension String: PathParameter {
    public init?(segment: String) {
        guard !segment.isEmpty else { return nil }
        self = segment
    }
}

extension Int: PathParameter {
    /// Digits only: `+7`, `-0` and `007` are other paths, not other spellings.
    public init?(segment: String) {
        let isCanonical = segment == "0" || segment.utf8.first != Octet.zero
        guard segment.utf8.allSatisfy(Octet.isDigit), isCanonical else { return nil }
        self.init(segment)
    }
}
