/// One value for each loop of a process, reached from the loop that it belongs to: what is never
/// shared needs no lock.
@frozen
public struct PerLoop<Value: Sendable>: Sendable {
    @usableFromInline let loops: [EventLoop]
    @usableFromInline let values: [Value]

    public init(_ loops: [EventLoop], _ make: (EventLoop) -> Value) {
        self.loops = loops
        values = loops.map(make)
    }

    /// That of the loop whose thread this is; nil on every other thread.
    @inlinable
    public var ifHere: Value? {
        for (index, loop) in loops.enumerated() where loop.isCurrent { return values[index] }
        return nil
    }

    @inlinable
    public var here: Value {
        guard let value = ifHere else {
            preconditionFailure("this is used from a loop that it was made for")
        }
        return value
    }

    public var all: [(loop: EventLoop, value: Value)] { Array(zip(loops, values)) }
}
