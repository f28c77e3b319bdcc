/// One thing that is wrong with how a process was started. Each says what, and what to do about it.
public enum ConfigurationProblem: Equatable, Sendable, CustomStringConvertible {
    case unknownFlag(String, known: [String])
    case unknownVariable(String, help: String)
    case noValue(flag: String)
    case givenTwice(flag: String)
    /// `value` is nil when it is nobody's to see.
    case notAllowed(origin: String, value: String?, allowed: String)
    case missing(flag: String?, variable: String, allowed: String)
    case tooLong(origin: String, mostBytes: Int)
    case tooManyArguments(most: Int)
    case secretFlag(flag: String, variable: String)

    public var description: String {
        switch self {
        case .unknownFlag(let flag, let known):
            "there is no option \(flag): use \(known.joined(separator: ", ")) or --help"
        case .unknownVariable(let name, let help):
            "\(name) is set, but no setting reads it: unset it, or see \(help) for those there are"
        case .noValue(let flag):
            "\(flag) has no value: write \(flag) VALUE"
        case .givenTwice(let flag):
            "\(flag) is given twice: leave one out"
        case .notAllowed(let origin, let value?, let allowed):
            "\(origin) is \"\(value)\": it must be \(allowed)"
        case .notAllowed(let origin, nil, let allowed):
            "\(origin), which is not shown, must be \(allowed)"
        case .missing(let flag?, let variable, let allowed):
            "\(flag) is missing: give it, or set \(variable); it must be \(allowed)"
        case .missing(nil, let variable, let allowed):
            "\(variable) is not set: it must be \(allowed)"
        case .tooLong(let origin, let mostBytes):
            "\(origin) is longer than \(mostBytes) bytes: shorten it"
        case .tooManyArguments(let most):
            "there are more than \(most) arguments: leave some out, or set variables instead"
        case .secretFlag(let flag, let variable):
            "\(flag) would show a secret to every user of the machine: set \(variable) instead"
        }
    }
}

/// All that is wrong with it, so that nobody has to find out one by one.
public struct ConfigurationProblems: Error, Equatable, Sendable {
    public let all: [ConfigurationProblem]
}
