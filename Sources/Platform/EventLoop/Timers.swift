/// Something that happens once, at a moment, unless it is cancelled before.
///
/// Made by `EventLoop.schedule`; a timer belongs to its loop and is touched nowhere else.
public final class Timer {
    public let deadline: Instant
    fileprivate let sequence: UInt64
    fileprivate var position = -1
    fileprivate var action: (() -> Void)?

    fileprivate init(deadline: Instant, sequence: UInt64, action: @escaping () -> Void) {
        self.deadline = deadline
        self.sequence = sequence
        self.action = action
    }

    public var isPending: Bool { position >= 0 }

    /// Two timers of one moment fire in the order they were made: a simulation must replay.
    fileprivate func isBefore(_ other: Timer) -> Bool {
        deadline == other.deadline ? sequence < other.sequence : deadline < other.deadline
    }
}

/// A binary heap in which each timer knows its place, so that cancelling takes it out at once:
/// a heap full of cancelled thirty-second timeouts would grow with the request rate.
struct TimerHeap {
    private var heap: [Timer] = []
    private var lastSequence: UInt64 = 0

    var count: Int { heap.count }
    var earliest: Instant? { heap.first?.deadline }

    mutating func add(at deadline: Instant, _ action: @escaping () -> Void) -> Timer {
        lastSequence += 1
        let timer = Timer(deadline: deadline, sequence: lastSequence, action: action)
        timer.position = heap.count
        heap.append(timer)
        rise(from: timer.position)
        return timer
    }

    mutating func cancel(_ timer: Timer) {
        guard timer.isPending else { return }
        remove(at: timer.position)
        timer.action = nil
    }

    /// The action of the earliest timer that is due, which is then no longer pending.
    mutating func popDue(at now: Instant) -> (() -> Void)? {
        guard let first = heap.first, first.deadline <= now else { return nil }
        remove(at: 0)
        defer { first.action = nil }
        return first.action
    }

    mutating func removeAll() {
        for timer in heap {
            timer.position = -1
            timer.action = nil
        }
        heap.removeAll()
    }

    private mutating func remove(at position: Int) {
        let removed = heap[position]
        let last = heap.removeLast()
        if last !== removed {
            place(last, at: position)
            rise(from: position)
            sink(from: last.position)
        }
        removed.position = -1
    }

    private mutating func rise(from start: Int) {
        let timer = heap[start]
        var position = start
        while position > 0, timer.isBefore(heap[(position - 1) / 2]) {
            place(heap[(position - 1) / 2], at: position)
            position = (position - 1) / 2
        }
        place(timer, at: position)
    }

    private mutating func sink(from start: Int) {
        let timer = heap[start]
        var position = start
        while true {
            var child = 2 * position + 1
            guard child < heap.count else { break }
            if child + 1 < heap.count, heap[child + 1].isBefore(heap[child]) { child += 1 }
            guard heap[child].isBefore(timer) else { break }
            place(heap[child], at: position)
            position = child
        }
        place(timer, at: position)
    }

    private mutating func place(_ timer: Timer, at position: Int) {
        heap[position] = timer
        timer.position = position
    }
}
