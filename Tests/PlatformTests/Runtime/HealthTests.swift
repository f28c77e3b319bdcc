import EventLoop
import Glibc
import HTTP
import JSON
import Runtime
import Testing

@Suite struct HealthTests {
    private func ask(
        _ path: String, _ lifecycle: Lifecycle, _ loops: EventLoops
    ) async throws -> (status: Status, problems: [[String]]) {
        var router = Router()
        router.addProcessRoutes(
            of: lifecycle, in: .live("tests", loops: loops), stuckAfterMilliseconds: 30)
        let response = try await router.handler(Request(.get, try #require(Target(path))))
        let json = try JSON(parsing: try await response.body.collect(upToBytes: 10_000))
        let problems = try json["problems"].elements().map { problem in
            [try problem["part"].string(), try problem["reason"].string()]
        }
        return (response.status, problems)
    }

    @Test func `a process whose loops turn is alive`() async throws {
        try await onLoops(3) { loops in
            let lifecycle = Lifecycle(on: loops.first)
            let answer = try await self.ask("/livez", lifecycle, loops)
            #expect(answer.status == .ok && answer.problems.isEmpty)
        }
    }

    @Test func `a loop that does not turn is told by its name`() async throws {
        try await onLoops(3) { loops in
            let lifecycle = Lifecycle(on: loops.first)
            let isOver = Lock(false)
            loops.all[1].execute {
                while !isOver.withLock({ $0 }) { usleep(1_000) }
            }
            let answer = try await self.ask("/livez", lifecycle, loops)
            isOver.withLock { $0 = true }
            #expect(answer.status == .serviceUnavailable)
            #expect(answer.problems == [["loop-1", "does not turn"]])
        }
    }

    @Test func `a process that is not ready says why`() async throws {
        try await onLoops { loops in
            let lifecycle = Lifecycle(on: loops.first)
            let before = try await self.ask("/readyz", lifecycle, loops)
            #expect(before.status == .serviceUnavailable)
            #expect(before.problems == [["process", "starting"]])
            lifecycle.ready("registry") { "not reached yet" }
            lifecycle.started()
            let after = try await self.ask("/readyz", lifecycle, loops)
            #expect(after.problems == [["registry", "not reached yet"]])
        }
    }
}
