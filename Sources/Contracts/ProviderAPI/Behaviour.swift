public import JSON

/// How the outside world behaves. It can be changed while it runs, and outlives its process.
public struct Behaviour: Equatable, Sendable {
    public static let mostMilliseconds = 60_000

    /// Before each answer.
    public var latencyMilliseconds = 0
    /// At most so much more, drawn anew each time.
    public var jitterMilliseconds = 0
    /// How many of a hundred calls that move money end in a 503, before or after their effect.
    public var chargeFailurePercent = 0
    /// The same, of calls that ask after a charge.
    public var askFailurePercent = 0
    public var pushFailurePercent = 0
    /// Nothing is done, and everything answered with a 503.
    public var isDown = false

    /// All is well.
    public init() {}
}

// MARK: - On the wire

extension Behaviour: JSONWritable, JSONReadable {
    public func write(to json: consuming JSONWriter) {
        json.object {
            $0.field("latencyMilliseconds", latencyMilliseconds)
            $0.field("jitterMilliseconds", jitterMilliseconds)
            $0.field("chargeFailurePercent", chargeFailurePercent)
            $0.field("askFailurePercent", askFailurePercent)
            $0.field("pushFailurePercent", pushFailurePercent)
            $0.field("down", isDown)
        }
    }

    /// What is left out is well. A name that means nothing is a slip, and would do nothing unseen.
    public init(_ json: JSON) throws(JSONError) {
        for (name, value) in try json.members() {
            switch name {
            case "latencyMilliseconds": latencyMilliseconds = try value.milliseconds()
            case "jitterMilliseconds": jitterMilliseconds = try value.milliseconds()
            case "chargeFailurePercent": chargeFailurePercent = try value.int(in: 0...100)
            case "askFailurePercent": askFailurePercent = try value.int(in: 0...100)
            case "pushFailurePercent": pushFailurePercent = try value.int(in: 0...100)
            case "down": isDown = try value.bool()
            default: throw value.mismatch(expected: "a name that can be read here")
            }
        }
    }
}

extension JSON {
    fileprivate func milliseconds() throws(JSONError) -> Int {
        try int(in: 0...Behaviour.mostMilliseconds)
    }
}
