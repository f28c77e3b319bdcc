/// One value for each loop of a process, reached from the loop that it belongs to: what is never
/// shared needs no lock.
public struct PerLoop<Value: Sendable>: Sendable {
    private let entries: [(loop: EventLoop, value: Value)]

    public init(_ loops: [EventLoop], _ make: (EventLoop) -> Value) {
        entries = loops.map { ($0, make($0)) }
    }

    /// That of the loop whose thread this is; nil on every other thread.
    public var ifHere: Value? {
        for entry in entries where entry.loop.isCurrent { return entry.value }
        return nil
    }

    public var here: Value {
        guard let value = ifHere else {
            preconditionFailure("this is used from a loop that it was made for")
        }
        return value
    }

    public var all: [(loop: EventLoop, value: Value)] { entries }
}
