/// What was asked for on the command line.
enum Command: Equatable {
    case up(phase: Int, port: UInt16?)
    case status
    /// For other programs: where the system is reached, and the folder of its phase.
    case whereabouts
    case logs(name: String?, follows: Bool)
    case stop
    case reset(isAgreed: Bool)
    case products(phase: Int)
    /// What `up` starts in the background.
    case supervise([String])
    case help

    static let page = """
        baedal: starts, shows and stops the system of one phase, in the background

          baedal up PHASE [--port N]      starts phase 1, 2 or 3 on 127.0.0.1:N (8080)
          baedal status                   what runs: 0 when all is ready, 3 when nothing runs
          baedal whereabouts              its URL and the folder of its phase, for scripts
          baedal logs [NAME] [--follow]   the last lines of all processes, or of one
          baedal stop                     lets every process finish, and ends it
          baedal reset [--yes]            stops, and deletes all data
          baedal products PHASE           the programs that a phase is made of

        Run it in the repository. All that it keeps lies in .baedal.
        """

    init(_ arguments: [String]) throws(UsageFault) {
        var words = Words(arguments)
        switch words.next() {
        case nil, "help", "--help": self = .help
        case "supervise": self = .supervise(Array(arguments.dropFirst()))
        case "up": self = .up(phase: try words.phase(), port: try words.port())
        case "products": self = .products(phase: try words.phase())
        case "status": self = .status
        case "whereabouts": self = .whereabouts
        case "stop": self = .stop
        case "logs":
            let follows = words.take("--follow")
            self = .logs(name: words.next(), follows: follows)
        case "reset": self = .reset(isAgreed: words.take("--yes"))
        case let other?: throw UsageFault("there is no command \(other)")
        }
        if case .supervise = self { return }
        if case .help = self { return }
        if let rest = words.next() { throw UsageFault("\(rest) says nothing here") }
    }
}

/// What is wrong with the command line.
struct UsageFault: Error, CustomStringConvertible {
    let description: String

    init(_ sentence: String) {
        description = "\(sentence): see baedal help"
    }
}

/// The words of the command line that have not been used yet.
private struct Words {
    private var rest: [String]

    init(_ words: [String]) {
        rest = words
    }

    mutating func next() -> String? {
        rest.isEmpty ? nil : rest.removeFirst()
    }

    mutating func take(_ flag: String) -> Bool {
        guard let place = rest.firstIndex(of: flag) else { return false }
        rest.remove(at: place)
        return true
    }

    mutating func phase() throws(UsageFault) -> Int {
        guard let word = next(), let phase = Int(word), (1...9).contains(phase) else {
            throw UsageFault("which phase? say 1, 2 or 3")
        }
        return phase
    }

    mutating func port() throws(UsageFault) -> UInt16? {
        guard take("--port") else { return nil }
        guard let word = next(), let port = UInt16(word) else {
            throw UsageFault("--port wants a number from 0 to 65535")
        }
        return port
    }
}
