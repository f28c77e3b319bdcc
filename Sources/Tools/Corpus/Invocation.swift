import HTTP

/// The command line, read.
struct Invocation: Sendable {
    static let usage = """
        usage: baedal-corpus [options] FILE-OR-FOLDER…
        Plays scenarios (*.hurl) against a running system.

          --url URL               the system; http://127.0.0.1:8080 when left out
          --jobs N                how many scenarios at a time, 1 to 64; 8 when left out
          --only TEXT             those alone whose name contains it
          --except TEXT           all but those whose name contains it
          --variable NAME=VALUE   may be given many times
          --variables-file FILE   lines NAME=VALUE: the place for secrets, which others of this
                                  machine could read on a command line
          --junit FILE            writes the outcomes as JUnit XML too
          --coverage              says which endpoints and problem codes nobody met, of those in the
                                  system's /openapi.json
          --coverage-list FILE    the same, of those in a file
          --list                  names the scenarios and plays none
          --help                  this text

        It ends with 0 when all passed, 1 when one failed, 2 when none could be played.

        """

    static let mostArguments = 512

    enum CoverageSource: Equatable {
        case openAPI
        case file(String)
    }

    private(set) var url = "http://127.0.0.1:8080"
    private(set) var jobs = 8
    private(set) var only = ""
    /// Nobody's name, when it is empty.
    private(set) var except = ""
    private(set) var variables: [String: String] = [:]
    private(set) var variablesFiles: [String] = []
    private(set) var junitPath: String?
    private(set) var coverage: CoverageSource?
    private(set) var isList = false
    private(set) var isHelp = false
    private(set) var paths: [String] = []

    init(_ arguments: [String]) throws(Refusal) {
        guard arguments.count <= Self.mostArguments else {
            throw Refusal("more than \(Self.mostArguments) arguments are too many")
        }
        var rest = arguments[...]
        while let argument = rest.popFirst() {
            if argument.hasPrefix("-") {
                try readOption(argument, &rest)
            } else {
                paths.append(argument)
            }
        }
        guard isHelp || !paths.isEmpty else {
            throw Refusal("no file or folder of scenarios was named")
        }
    }

    private mutating func readOption(
        _ argument: String, _ rest: inout ArraySlice<String>
    ) throws(Refusal) {
        // `--name=value` is the same as `--name value`.
        let parts = argument.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        let name = String(parts[0])
        if parts.count == 2 { rest = [String(parts[1])] + rest }
        switch name {
        case "--help", "-h": isHelp = true
        case "--list": isList = true
        case "--coverage": coverage = .openAPI
        case "--coverage-list": coverage = .file(try value(of: name, &rest))
        case "--junit": junitPath = try value(of: name, &rest)
        case "--only": only = try value(of: name, &rest)
        case "--except": except = try value(of: name, &rest)
        case "--variables-file": variablesFiles.append(try value(of: name, &rest))
        case "--variable": try addVariable(try value(of: name, &rest))
        case "--jobs":
            let text = try value(of: name, &rest)
            guard let number = Int(text), (1...Runner.mostJobs).contains(number) else {
                throw Refusal("--jobs is a number from 1 to \(Runner.mostJobs)")
            }
            jobs = number
        case "--url":
            url = try value(of: name, &rest)
            while url.hasSuffix("/") { url.removeLast() }
            guard URLText(url, query: []) != nil else {
                throw Refusal("--url \(url) is no http:// URL")
            }
        default: throw Refusal("there is no option \(name)")
        }
    }

    private func value(
        of name: String, _ rest: inout ArraySlice<String>
    ) throws(Refusal) -> String {
        guard let value = rest.popFirst() else { throw Refusal("\(name) has no value") }
        return value
    }

    private mutating func addVariable(_ text: String) throws(Refusal) {
        guard let (name, value) = Self.assignment(text) else {
            throw Refusal("--variable is NAME=VALUE, and not \(text)")
        }
        variables[name] = value
    }

    /// Lines of a variables file; those given on the command line go before them.
    mutating func addVariables(fromFile text: String, _ path: String) throws(Refusal) {
        for (index, line) in text.split(whereSeparator: \.isNewline).enumerated() {
            if line.hasPrefix("#") { continue }
            guard let (name, value) = Self.assignment(String(line)) else {
                throw Refusal("\(path): line \(index + 1) is not NAME=VALUE")
            }
            if variables[name] == nil { variables[name] = value }
        }
    }

    private static func assignment(_ text: String) -> (String, String)? {
        guard let equals = text.firstIndex(of: "="), equals != text.startIndex else { return nil }
        return (String(text[..<equals]), String(text[text.index(after: equals)...]))
    }
}
