import EventLoop
import Testing

/// Under virtual time, so that "just before" means a nanosecond.
@Suite struct WatchdogTests {
    private final class Yard: @unchecked Sendable {
        // Sendable: all is on the one thread of the simulation.
        let simulation = Simulation(seed: 1)
        let loop: EventLoop
        let start: Instant
        var barks: [UInt64] = []
        private var dog: Watchdog?

        init() {
            loop = simulation.makeLoop(name: "yard")
            start = loop.now
            dog = Watchdog(loop: loop) { [unowned self] in
                barks.append(loop.now.nanoseconds(since: start))
            }
        }

        /// Does `action` so many nanoseconds after the start.
        func at(_ nanoseconds: UInt64, _ action: @escaping @Sendable (Watchdog) -> Void) {
            simulation.run(until: start.advanced(byNanoseconds: nanoseconds))
            loop.execute { [self] in if let dog { action(dog) } }
            simulation.run(until: start.advanced(byNanoseconds: nanoseconds))
        }

        func moment(_ nanoseconds: UInt64) -> Instant { start.advanced(byNanoseconds: nanoseconds) }

    }

    @Test func `it barks once, at its deadline`() {
        let yard = Yard()
        yard.at(0) { $0.set(yard.moment(100)) }
        yard.at(99) { _ in }
        #expect(yard.barks.isEmpty)
        yard.at(1_000) { _ in }
        #expect(yard.barks == [100])
    }

    @Test func `a deadline that moves away, and back, and closer, barks at the last one set`() {
        let yard = Yard()
        yard.at(0) { $0.set(yard.moment(100)) }
        yard.at(50) { $0.set(yard.moment(300)) }
        yard.at(150) { $0.set(yard.moment(200)) }
        yard.at(160) { $0.set(yard.moment(170)) }
        yard.at(165) { $0.set(yard.moment(180)) }
        yard.at(1_000) { _ in }
        #expect(yard.barks == [180])
    }

    @Test func `one that was cleared is silent until it is set again`() {
        let yard = Yard()
        yard.at(0) { $0.set(yard.moment(100)) }
        yard.at(50) { $0.clear() }
        yard.at(150) { $0.set(yard.moment(500)) }
        yard.at(160) { $0.clear() }
        yard.at(170) { $0.set(yard.moment(190)) }
        yard.at(1_000) { _ in }
        #expect(yard.barks == [190])
    }

    @Test func `one that is retired is silent`() {
        let yard = Yard()
        yard.at(0) { $0.set(yard.moment(100)) }
        yard.at(50) { $0.retire() }
        yard.at(1_000) { _ in }
        #expect(yard.barks.isEmpty)
    }

    @Test func `one that is retired lets go of whom it barked for`() {
        final class Owner {}
        let loop = Simulation(seed: 1).makeLoop(name: "yard")
        var owner: Owner? = Owner()
        weak let seen = owner
        let dog = Watchdog(loop: loop) { [owner] in _ = owner }
        owner = nil
        #expect(seen != nil)
        dog.retire()
        #expect(seen == nil)
    }

    @Test(arguments: UInt64(1)...50)
    func `set and cleared at random, it barks exactly when a plain deadline would`(seed: UInt64) {
        let yard = Yard()
        var random = SeededGenerator(seed: seed)
        var deadline: UInt64?
        var expected: [UInt64] = []
        for moment in stride(from: UInt64(0), to: 2_000, by: 7) {
            if let due = deadline, due <= moment {
                expected.append(due)
                deadline = nil
            }
            switch Int.random(in: 0..<10, using: &random) {
            case 0..<4:
                let due = moment + UInt64.random(in: 1...60, using: &random)
                deadline = due
                yard.at(moment) { $0.set(yard.moment(due)) }
            case 4:
                deadline = nil
                yard.at(moment) { $0.clear() }
            default: break
            }
        }
        yard.at(5_000) { _ in }
        #expect(yard.barks == expected + (deadline.map { [$0] } ?? []))
    }
}
