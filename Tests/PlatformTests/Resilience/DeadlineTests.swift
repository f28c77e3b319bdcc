import EventLoop
import HTTP
import Resilience
import Testing

@Suite struct DeadlineTests {
    @Test func `the earlier of two deadlines is the one that counts`() {
        let early = Deadline(.seconds(1))
        #expect(min(early, Deadline(.seconds(2))) == early)
        #expect(min(.never, early) == early)
    }

    @Test func `a deadline tells what is left of it`() {
        let deadline = Deadline(milliseconds: 500, from: .seconds(1))
        #expect(deadline.remainingNanoseconds(at: .seconds(1.2)) == 300_000_000)
        #expect(deadline.remainingNanoseconds(at: .seconds(2)) == 0)
        #expect(deadline.leaves(milliseconds: 300, at: .seconds(1.2)))
        #expect(!deadline.leaves(milliseconds: 301, at: .seconds(1.2)))
        #expect(Deadline.never.leaves(milliseconds: .max, at: .seconds(1)))
    }

    @Test func `time can be kept back for what follows`() {
        let deadline = Deadline(.seconds(2))
        #expect(deadline.keepingBack(milliseconds: 500) == Deadline(.seconds(1.5)))
        #expect(deadline.keepingBack(milliseconds: 5_000).hasPassed(at: .seconds(0)))
        #expect(Deadline.never.keepingBack(milliseconds: 5_000) == .never)
    }

    @Test func `a request brings its caller's deadline, or none, or one that is switched off`() {
        var request = Request(.get, "/")
        #expect(Deadline(of: request) == .never)
        request.deadline = .seconds(3)
        #expect(Deadline(of: request) == Deadline(.seconds(3)))
        #expect(Deadline(of: request, without: Without(.deadline)) == .never)
    }

    @Test func `work that is done in time gives its result`() throws {
        let answer = try underVirtualTime { loop in
            try await withDeadline(Deadline(milliseconds: 100, from: loop.now), on: loop) {
                try await loop.sleep(milliseconds: 99)
                return 7
            }
        }
        #expect(answer == 7)
    }

    @Test func `work is cancelled at its deadline, not later`() throws {
        let nanoseconds = try underVirtualTime { loop in
            let start = loop.now
            await #expect(throws: DeadlineExceeded()) {
                try await withDeadline(Deadline(milliseconds: 100, from: start), on: loop) {
                    try await loop.sleep(milliseconds: 10_000)
                }
            }
            return loop.now.nanoseconds(since: start)
        }
        #expect(nanoseconds == 100_000_000)
    }

    @Test func `an error of the work's own comes through as it is`() throws {
        try underVirtualTime { loop in
            await #expect(throws: Trouble()) {
                try await withDeadline(Deadline(milliseconds: 100, from: loop.now), on: loop) {
                    throw Trouble()
                }
            }
        }
    }

    @Test func `work is not begun when its time is already up`() throws {
        try underVirtualTime { loop in
            await #expect(throws: DeadlineExceeded()) {
                try await withDeadline(Deadline(loop.now), on: loop) {
                    Issue.record("it was begun")
                }
            }
        }
    }

    @Test func `who is cancelled cancels the work under its deadline`() throws {
        let nanoseconds = try underVirtualTime { loop in
            let start = loop.now
            let scope = TaskScope(loop: loop)
            scope.spawn {
                await #expect(throws: CancellationError.self) {
                    try await withDeadline(Deadline(milliseconds: 900, from: start), on: loop) {
                        try await loop.sleep(milliseconds: 10_000)
                    }
                }
            }
            try await loop.sleep(milliseconds: 50)
            scope.cancelAll()
            await scope.drained()
            return loop.now.nanoseconds(since: start)
        }
        #expect(nanoseconds == 50_000_000)
    }
}
