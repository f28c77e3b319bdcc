import Testing

@testable import EventLoop

@Suite struct TimerHeapTests {
    @Test(arguments: UInt64(1)...20)
    func `timers made, cancelled and fired at random come as a sorted list would`(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        var heap = TimerHeap()
        var fired: [Int] = []
        var model: [(deadline: Instant, number: Int, timer: Timer)] = []
        for number in 0..<2_000 {
            switch Int.random(in: 0..<10, using: &random) {
            case 0..<5:
                // Few moments, so that many timers share one and must keep their order.
                let deadline = Instant(nanoseconds: .random(in: 0...50, using: &random))
                let timer = heap.add(at: deadline) { fired.append(number) }
                let place = model.firstIndex { $0.deadline > deadline } ?? model.count
                model.insert((deadline, number, timer), at: place)
            case 5..<8:
                guard let place = model.indices.randomElement(using: &random) else { continue }
                let cancelled = model.remove(at: place).timer
                heap.cancel(cancelled)
                #expect(!cancelled.isPending)
                heap.cancel(cancelled)
            default:
                let now = Instant(nanoseconds: .random(in: 0...50, using: &random))
                let due = model.prefix { $0.deadline <= now }
                model.removeFirst(due.count)
                fired = []
                while let action = heap.popDue(at: now) { action() }
                #expect(fired == due.map(\.number))
            }
            #expect(heap.earliest == model.first?.deadline)
        }
    }

    @Test func `a cancelled timer lets go of what its action holds`() {
        final class Held {}
        var heap = TimerHeap()
        var held: Held? = Held()
        weak let witness = held
        let timer = heap.add(at: Instant(nanoseconds: 1)) { [held] in _ = held }
        held = nil
        #expect(witness != nil)
        heap.cancel(timer)
        #expect(witness == nil)
    }
}
