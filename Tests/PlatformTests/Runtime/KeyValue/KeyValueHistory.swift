import EventLoop

/// What clients asked for and what they were told, in the order in which it happened.
final class KeyValueHistory: @unchecked Sendable {
    // Sendable: it lives on the one thread of its simulation.

    enum Call: Sendable, CustomStringConvertible {
        case read
        case change(Change)

        var description: String {
            switch self {
            case .read: "read"
            case .change(let change): change.description
            }
        }
    }

    enum Answer: Equatable, Sendable, CustomStringConvertible {
        case saw(Int?)
        case done, refused

        var description: String {
            switch self {
            case .saw(let value): value.map { "\($0)" } ?? "nothing"
            case .done: "done"
            case .refused: "refused"
            }
        }
    }

    struct Operation: Sendable {
        let key: String
        let client: String
        let call: Call
        let began: Int
        /// Nil when no answer came: it may have happened, may yet happen, or never will.
        fileprivate(set) var answer: Answer?
        fileprivate(set) var ended = Int.max
    }

    private(set) var operations: [Operation] = []
    private var events = 0
    private var lastValue = 0
    private let simulation: Simulation
    /// Of everything that was noted, and when.
    private(set) var fingerprint = Fingerprint()

    init(_ simulation: Simulation) {
        self.simulation = simulation
    }

    func begin(_ call: Call, on key: String, by client: String) -> Int {
        note("\(client) begins \(call) on \(key)")
        operations.append(Operation(key: key, client: client, call: call, began: events))
        return operations.count - 1
    }

    func end(_ operation: Int, _ answer: Answer) {
        note("\(operations[operation].client) is told \(answer)")
        operations[operation].answer = answer
        operations[operation].ended = events
    }

    func newValue() -> Int {
        lastValue += 1
        return lastValue
    }

    /// Something that is part of the run, such as a fault.
    func note(_ what: String) {
        events += 1
        fingerprint.add("\(simulation.now.nanoseconds) \(simulation.stepsTaken) \(what)")
    }
}

/// A hash that is the same in every process, as `Hasher` is not (FNV-1a).
struct Fingerprint: Equatable {
    private(set) var value: UInt64 = 0xcbf2_9ce4_8422_2325

    mutating func add(_ text: String) {
        for byte in text.utf8 {
            value = (value ^ UInt64(byte)) &* 0x100_0000_01b3
        }
    }
}
