public import JSON

/// The processes of a phase, and how they are started: what `phases/N-name/topology.json` says.
public struct Topology: Sendable {
    public static let mostProcesses = 64

    public let phase: Int
    /// A few words, as in "phase 1: a monolith".
    public let about: String
    /// What runs, drawn, a line an element.
    public let picture: [String]
    /// Commands to go on with.
    public let next: [Suggestion]
    /// What stands beside every phase and stays when another takes over.
    public let beside: [ProcessPlan]
    public let processes: [ProcessPlan]

    public var all: [ProcessPlan] { beside + processes }
}

public struct Suggestion: Sendable {
    public let command: String
    public let what: String
}

public struct ProcessPlan: Sendable {
    public static let mostArguments = 64

    public let name: String
    /// The product that is built, and then lies beside this program.
    public let program: String
    /// With places for what only the supervisor knows: see `Placeholders`.
    public let arguments: [String]
    /// The file or folder that it keeps its state in, if it has any.
    public let store: String?
    /// Whether it is handed the one public socket.
    public let isPublic: Bool
}

// MARK: - As it is written

extension Topology: JSONReadable {
    public init(_ json: JSON) throws(JSONError) {
        try json.hasOnly(["phase", "about", "picture", "next", "beside", "processes"])
        phase = try json["phase"].int(in: 1...9)
        about = try json["about"].string()
        picture = try json["picture"].read()
        next = try json["next"].read()
        beside = try json["beside"].read()
        processes = try json["processes"].read()
        try check(json)
    }

    /// What no single process can say of itself.
    private func check(_ json: JSON) throws(JSONError) {
        let names = all.map(\.name)
        for list in ["beside", "processes"] {
            for plan in try json[list].elements() {
                let name = try plan["name"].string()
                guard names.count(where: { $0 == name }) == 1 else {
                    throw try plan["name"].mismatch(expected: "a name that no other process has")
                }
                for argument in try plan["arguments"].elements() {
                    try check(argument, names)
                }
                if let store = try plan[optional: "store"] { try check(store, names) }
            }
        }
        guard beside.count(where: \.isPublic) == 0, processes.count(where: \.isPublic) == 1,
            all.count <= Self.mostProcesses
        else {
            throw try json["processes"].mismatch(
                expected: "at most \(Self.mostProcesses) processes, just one of them public")
        }
    }
}

extension Topology {
    private func check(_ text: JSON, _ names: [String]) throws(JSONError) {
        guard Placeholders.hasUnknown(in: try text.string(), processes: names) else { return }
        throw text.mismatch(expected: Placeholders.allowed)
    }
}

extension Suggestion: JSONReadable {
    public init(_ json: JSON) throws(JSONError) {
        try json.hasOnly(["command", "what"])
        command = try json["command"].string()
        what = try json["what"].string()
    }
}

extension ProcessPlan: JSONReadable {
    public init(_ json: JSON) throws(JSONError) {
        try json.hasOnly(["name", "program", "arguments", "store", "public"])
        name = try json["name"].fileName()
        program = try json["program"].fileName()
        arguments = try json["arguments"].read()
        guard arguments.count <= Self.mostArguments else {
            throw try json["arguments"].mismatch(expected: "at most \(Self.mostArguments) words")
        }
        store = try json[optional: "store"]?.string()
        isPublic = try json[optional: "public"]?.bool() ?? false
    }
}

extension JSON {
    /// A slip in the name of a member would otherwise be a member that silently does nothing.
    fileprivate func hasOnly(_ names: [String]) throws(JSONError) {
        for (name, value) in try members() where !names.contains(name) {
            throw value.mismatch(expected: "nothing of that name, but \(names)")
        }
    }

    /// It becomes part of a path.
    fileprivate func fileName() throws(JSONError) -> String {
        let text = try string()
        let isPlain = text.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
                UInt8(ascii: "-"):
                true
            default: false
            }
        }
        guard isPlain, (1...40).contains(text.utf8.count) else {
            throw mismatch(expected: "1 to 40 small letters, digits and hyphens")
        }
        return text
    }
}
