import CSystem
import Glibc

/// What a descriptor is ready for, as epoll tells it.
struct Readiness: OptionSet {
    let rawValue: UInt32

    static let read = Readiness(rawValue: EPOLLIN.rawValue)
    static let write = Readiness(rawValue: EPOLLOUT.rawValue)
    /// The peer has finished writing; what it wrote before can still be read.
    static let peerFinished = Readiness(rawValue: EPOLLRDHUP.rawValue)
    /// The connection is gone in both directions.
    static let broken = Readiness(rawValue: EPOLLERR.rawValue | EPOLLHUP.rawValue)
    static let edgeTriggered = Readiness(rawValue: EPOLLET.rawValue)
}

/// Something with a descriptor that wants to be told when it is ready.
protocol Pollable: AnyObject {
    func becameReady(_ readiness: Readiness)
}

/// One epoll instance and the descriptors it watches. Confined to its loop, but for `wake`.
final class Poller {
    private struct Slot {
        var source: (any Pollable)?
        var generation: UInt32 = 0
    }

    private static let wakeMark = UInt64.max
    private static let alarmMark = UInt64.max - 1
    private static let eventsATurn = 256

    private let epoll: Int32
    private let wakeUp: Int32
    /// Ends a wait when a timer is due. A timeout would have to be set up in the kernel for each
    /// wait, and taken down; the earliest deadline of a busy loop moves a few times a second.
    private let alarm: Int32
    private var alarmTime = Instant.distantFuture
    private let events: UnsafeMutablePointer<csystem_event>
    private var slots: [Slot] = []

    init() throws(SystemError) {
        epoll = try SystemError.check("epoll_create", csystem_epoll_create())
        wakeUp = try SystemError.check("eventfd", csystem_eventfd_create())
        alarm = try SystemError.check("timerfd_create", csystem_alarm_create())
        events = .allocate(capacity: Self.eventsATurn)
        try add(wakeUp, .read, Self.wakeMark)
        // Edge-triggered, it need not be read.
        try add(alarm, [.read, .edgeTriggered], Self.alarmMark)
    }

    private func add(
        _ descriptor: Int32, _ readiness: Readiness, _ mark: UInt64
    ) throws(SystemError) {
        let added = csystem_epoll_control(
            epoll, EPOLL_CTL_ADD, descriptor, readiness.rawValue, mark)
        try SystemError.check("epoll_ctl", added)
    }

    deinit {
        close(epoll)
        close(wakeUp)
        close(alarm)
        events.deallocate()
    }

    /// From any thread: ends the wait that is under way, or the next one.
    func wake() {
        csystem_eventfd_signal(wakeUp)
    }

    func watch(
        _ descriptor: Int32, for readiness: Readiness, _ source: any Pollable
    ) throws(SystemError) {
        let index = Int(descriptor)
        while slots.count <= index { slots.append(Slot()) }
        // A new generation a registration: an event that was fetched for the descriptor's last
        // owner in this same turn must not reach the new one.
        slots[index].generation &+= 1
        let mark = UInt64(slots[index].generation) << 32 | UInt64(UInt32(descriptor))
        try add(descriptor, readiness, mark)
        slots[index].source = source
    }

    func forget(_ descriptor: Int32) {
        let index = Int(descriptor)
        guard index < slots.count, slots[index].source != nil else { return }
        slots[index].source = nil
        _ = csystem_epoll_control(epoll, EPOLL_CTL_DEL, descriptor, 0, 0)
    }

    /// Waits until something is ready, or about until `deadline`, and answers how many events there
    /// are to deliver. An alarm that was set for an earlier moment ends the wait too soon, once.
    func wait(until deadline: Instant) -> Int {
        if deadline < alarmTime {
            let error = csystem_alarm_set(alarm, deadline.nanoseconds)
            precondition(error == 0, "timerfd_settime failed: errno \(-error)")
            alarmTime = deadline
        }
        return look(mayWait: true)
    }

    /// The same without waiting.
    func look(mayWait: Bool = false) -> Int {
        let count = csystem_epoll_wait(epoll, events, Int32(Self.eventsATurn), mayWait ? 1 : 0)
        precondition(count >= 0 || count == -EINTR, "epoll_wait failed: errno \(-count)")
        return max(0, Int(count))
    }

    /// Tells every source that became ready.
    func deliver(_ count: Int) {
        for index in 0..<count { deliver(events[index]) }
    }

    /// Lets go of every source; a stream that nobody else holds closes its socket.
    func forgetAll() {
        let held = slots
        slots = []
        withExtendedLifetime(held) {}
    }

    private func deliver(_ event: csystem_event) {
        switch event.data {
        case Self.wakeMark: return csystem_eventfd_drain(wakeUp)
        case Self.alarmMark:
            alarmTime = .distantFuture
            return
        default: break
        }
        let index = Int(event.data & 0xffff_ffff)
        guard slots[index].generation == UInt32(event.data >> 32) else { return }
        slots[index].source?.becameReady(Readiness(rawValue: event.events))
    }
}
