/// One value for each loop of a process, reached from the loop that it belongs to: what is never
/// shared needs no lock.
@frozen
public struct PerLoop<Value: Sendable>: Sendable {
    private let loops: [EventLoop]
    /// Where the loops are: to compare with, nothing needs to be retained.
    @usableFromInline let addresses: [UInt]
    @usableFromInline let values: [Value]

    public init(_ loops: [EventLoop], _ make: (EventLoop) -> Value) {
        self.loops = loops
        addresses = loops.map { UInt(bitPattern: Unmanaged.passUnretained($0).toOpaque()) }
        values = loops.map(make)
    }

    /// That of the loop whose thread this is; nil on every other thread.
    @inlinable
    public var ifHere: Value? {
        let here = EventLoop.currentAddress
        for index in addresses.indices where addresses[index] == here { return values[index] }
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
