public import JSON

/// How much a line matters.
public enum LogLevel: String, Comparable, CaseIterable, Sendable, JSONWritable {
    /// For whoever looks into something: every request, for one.
    case debug
    case info
    /// Something was given up or made do without.
    case warning
    /// A fault: somebody got a 5xx, or should be woken.
    case error

    public static func < (left: LogLevel, right: LogLevel) -> Bool {
        left.rank < right.rank
    }

    private var rank: Int {
        switch self {
        case .debug: 0
        case .info: 1
        case .warning: 2
        case .error: 3
        }
    }
}
