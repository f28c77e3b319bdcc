/// Every setting of a process: what can be told to it, and all that `--help` says.
///
/// A flag or a variable that is not in it is an error: a setting with a slip in its name would
/// otherwise be a setting that silently does nothing.
public struct ConfigurationForm: Sendable {
    public static let mostArguments = 256
    public static let mostValueBytes = 4_096

    public let program: String
    /// What the names of its variables begin with, before an underscore.
    let prefix: String
    let about: String
    let notes: String
    private(set) var lines: [SettingLine] = []

    /// `about` is one sentence; `notes` stand at the end of the help.
    public init<each Value: Sendable>(
        _ program: StaticString, prefix: StaticString, about: String, notes: String = "",
        _ settings: repeat Setting<each Value>
    ) {
        self.program = "\(program)"
        self.prefix = "\(prefix)"
        self.about = about
        self.notes = notes
        for setting in repeat each settings { add(setting) }
    }

    mutating func add<Value>(_ setting: Setting<Value>) {
        let line = SettingLine(setting, prefix: prefix)
        precondition(
            !lines.contains { $0.name == line.name || $0.variable == line.variable },
            "two settings are called \(line.name)")
        lines.append(line)
    }

    /// Reads what follows the program's name, and the variables. Nil when help was asked for.
    public func read(
        arguments: [String], variables: [String: String]
    ) throws(ConfigurationProblems) -> Configuration? {
        if arguments.contains("--help") { return nil }
        var problems: [ConfigurationProblem] = []
        let given = flags(in: arguments, &problems)
        var values: [String: any Sendable] = [:]
        for line in lines {
            values[line.name] = value(of: line, given, variables, &problems)
        }
        let known = Set(lines.map(\.variable))
        for name in variables.keys.sorted()
        where name.hasPrefix("\(prefix)_") && !known.contains(name) {
            problems.append(.unknownVariable(name, help: "\(program) --help"))
        }
        guard problems.isEmpty else { throw ConfigurationProblems(all: problems) }
        return Configuration(values: values)
    }

    /// `--name VALUE` and `--name=VALUE`, by the name of the flag.
    private func flags(
        in arguments: [String], _ problems: inout [ConfigurationProblem]
    ) -> [String: String] {
        guard arguments.count <= Self.mostArguments else {
            problems.append(.tooManyArguments(most: Self.mostArguments))
            return [:]
        }
        var given: [String: String] = [:]
        var rest = arguments[...]
        while let argument = rest.popFirst() {
            let parts = argument.split(
                separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            let flag = parts.first.map(String.init) ?? ""
            guard let line = lines.first(where: { $0.flag == flag }) else {
                problems.append(.unknownFlag(flag, known: openFlags))
                // What follows an unknown flag is taken for its value.
                if parts.count == 1, rest.first?.hasPrefix("--") == false { _ = rest.popFirst() }
                continue
            }
            let value = parts.count == 2 ? String(parts[1]) : rest.popFirst()
            if line.isSecret {
                problems.append(.secretFlag(flag: flag, variable: line.variable))
            } else if let value {
                if given.updateValue(value, forKey: flag) != nil {
                    problems.append(.givenTwice(flag: flag))
                }
            } else {
                problems.append(.noValue(flag: flag))
            }
        }
        return given
    }

    private var openFlags: [String] { lines.filter { !$0.isSecret }.map(\.flag) }

    private func value(
        of line: SettingLine, _ given: [String: String], _ variables: [String: String],
        _ problems: inout [ConfigurationProblem]
    ) -> (any Sendable)? {
        let origin = given[line.flag] == nil ? line.variable : line.flag
        let text = given[line.flag] ?? variables[line.variable]
        if let text, text.utf8.count > Self.mostValueBytes {
            problems.append(.tooLong(origin: origin, mostBytes: Self.mostValueBytes))
            return nil
        }
        if let value = line.read(text) { return value }
        if let text {
            let shown = line.isSecret ? nil : text
            problems.append(.notAllowed(origin: origin, value: shown, allowed: line.allowed))
        } else {
            let flag = line.isSecret ? nil : line.flag
            problems.append(.missing(flag: flag, variable: line.variable, allowed: line.allowed))
        }
        return nil
    }
}
