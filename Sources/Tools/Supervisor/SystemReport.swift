public import JSON

/// How the system fares, as the supervisor tells it.
public struct SystemReport: Sendable {
    public let phase: Int
    public let about: String
    public let topology: String
    public let url: String
    public let processes: [ProcessReport]

    public var isReady: Bool { processes.allSatisfy { $0.state == .ready } }
}

public struct ProcessReport: Sendable {
    public let name: String
    public let program: String
    public let pid: Int?
    public let state: ProcessState
    /// Why it is in that state, if there is more to say.
    public let note: String?
    /// How long it has been so.
    public let milliseconds: Int
    public let restarts: Int
    public let memoryBytes: Int?
    public let store: String?
    public let storeBytes: Int?
}

public enum ProcessState: String, CaseIterable, Sendable, JSONReadable, JSONWritable {
    case starting
    case ready
    /// It answers, and says that it should get no requests now.
    case unready
    /// It ended, and is started again in a moment.
    case waiting
    case stopping
    case stopped
    /// It ended before it was ever ready.
    case failed
}

/// How a process took its leave.
public struct Farewell: Sendable {
    public enum Manner: String, CaseIterable, Sendable, JSONReadable, JSONWritable {
        /// Everything it had begun was finished.
        case drained
        /// Its time was up.
        case killed
        case wasNotRunning
    }

    public let name: String
    public let manner: Manner
    public let milliseconds: Int
}

// MARK: - On the wire

extension SystemReport: JSONReadable, JSONWritable {
    public init(_ json: JSON) throws(JSONError) {
        phase = try json["phase"].int()
        about = try json["about"].string()
        topology = try json["topology"].string()
        url = try json["url"].string()
        processes = try json["processes"].read()
    }

    public func write(to json: consuming JSONWriter) {
        json.object {
            $0.field("phase", phase)
            $0.field("about", about)
            $0.field("topology", topology)
            $0.field("url", url)
            $0.field("processes", processes)
        }
    }
}

extension ProcessReport: JSONReadable, JSONWritable {
    public init(_ json: JSON) throws(JSONError) {
        name = try json["name"].string()
        program = try json["program"].string()
        pid = try json[optional: "pid"]?.int()
        state = try json["state"].read()
        note = try json[optional: "note"]?.string()
        milliseconds = try json["milliseconds"].int()
        restarts = try json["restarts"].int()
        memoryBytes = try json[optional: "memoryBytes"]?.int()
        store = try json[optional: "store"]?.string()
        storeBytes = try json[optional: "storeBytes"]?.int()
    }

    public func write(to json: consuming JSONWriter) {
        json.object {
            $0.field("name", name)
            $0.field("program", program)
            $0.field("pid", ifPresent: pid)
            $0.field("state", state)
            $0.field("note", ifPresent: note)
            $0.field("milliseconds", milliseconds)
            $0.field("restarts", restarts)
            $0.field("memoryBytes", ifPresent: memoryBytes)
            $0.field("store", ifPresent: store)
            $0.field("storeBytes", ifPresent: storeBytes)
        }
    }
}

extension Farewell: JSONReadable, JSONWritable {
    public init(_ json: JSON) throws(JSONError) {
        name = try json["name"].string()
        manner = try json["manner"].read()
        milliseconds = try json["milliseconds"].int()
    }

    public func write(to json: consuming JSONWriter) {
        json.object {
            $0.field("name", name)
            $0.field("manner", manner)
            $0.field("milliseconds", milliseconds)
        }
    }
}
