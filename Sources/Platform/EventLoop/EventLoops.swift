import CSystem
import Glibc

/// The loops of a process, one a core by default. The first turns on the main thread.
public struct EventLoops: Sendable {
    public static let most = 64

    public let all: [EventLoop]

    public var first: EventLoop { all[0] }

    public init(count: Int = EventLoops.coreCount) throws(SystemError) {
        precondition((1...Self.most).contains(count), "a process has 1 to \(Self.most) loops")
        var loops: [EventLoop] = []
        for index in 0..<count {
            loops.append(try EventLoop(name: "loop-\(index)"))
        }
        all = loops
    }

    public static var coreCount: Int {
        min(most, max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN))))
    }

    /// Runs `main` as a task of the first loop, on the calling thread, and every other loop on a
    /// thread of its own; returns what `main` returns, after all loops have stopped.
    public func run(_ main: @escaping @Sendable (EventLoops) async -> Int32) -> Int32 {
        let status = Lock<Int32>(0)
        let threads = all.dropFirst().map { loop in LoopThread(running: loop) }
        let loops = self
        first.execute {
            TaskScope(loop: loops.first).spawn {
                let answer = await main(loops)
                status.withLock { $0 = answer }
                for loop in loops.all { loop.stop() }
            }
        }
        first.run()
        for thread in threads { thread.join() }
        return status.withLock { $0 }
    }
}

/// A thread that turns one loop until it stops.
private struct LoopThread {
    private let thread: pthread_t

    init(running loop: EventLoop) {
        var thread = pthread_t()
        let argument = Unmanaged.passRetained(loop).toOpaque()
        let failure = pthread_create(
            &thread, nil,
            { argument in
                guard let argument else { return nil }
                Unmanaged<EventLoop>.fromOpaque(argument).takeRetainedValue().run()
                return nil
            }, argument)
        precondition(failure == 0, "no thread could be started for a loop: errno \(failure)")
        self.thread = thread
    }

    func join() {
        pthread_join(thread, nil)
    }
}
