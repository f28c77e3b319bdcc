import EventLoop
import HTTP
import Resilience
import Testing

@testable import Edge

@Suite struct EdgeCacheCrowdTests {
    /// Asks all at once, each in a task of its own, and gives the answers in the order of asking.
    private func crowd(
        _ requests: [Request],
        settings: @escaping @Sendable (inout EdgeSettings) -> Void = { _ in },
        _ handler: @escaping @Sendable (Request, EventLoop) async throws -> Response
    ) throws -> (times: Int, answers: [EdgeAnswer]) {
        return try underVirtualTime { loop in
            let calls = Record<String>()
            let front = EdgeFixture(on: loop, settings: settings) {
                calls.add("")
                return try await handler($0, loop)
            }
            let answers = Record<(Int, EdgeAnswer)>()
            let scope = TaskScope(loop: loop)
            for (index, request) in requests.enumerated() {
                scope.spawn {
                    guard let answer = try? await front.answer(request) else { return }
                    answers.add((index, answer))
                }
            }
            await scope.drained()
            return (calls.count, answers.all.sorted { $0.0 < $1.0 }.map(\.1))
        }
    }

    private let hundred = [Request](repeating: .get("/"), count: 100)

    @Test func `a hundred equal questions are asked once`() throws {
        let (times, answers) = try crowd(hundred) { _, loop in
            try await loop.sleep(milliseconds: 50)
            return .shared("x")
        }
        #expect(times == 1)
        #expect(answers.count == 100)
        #expect(answers.allSatisfy { $0.status == 200 && $0.text == "x" })
        #expect(Set(answers.compactMap { $0[.requestID] }).count == 100)
    }

    @Test func `what turns out not to be shared is asked by each, at the same time`() throws {
        let (times, answers) = try crowd(hundred) { request, loop in
            let begun = loop.now
            try await loop.sleep(milliseconds: 50)
            return .text("\(begun.nanoseconds / 1_000_000)")
        }
        #expect(times == 100)
        // The first alone, then all others together: nobody stands in a queue.
        #expect(Set(answers.map(\.text)).count == 2)
    }

    @Test func `an answer that has no room on the shelf holds nobody up`() throws {
        let (times, answers) = try crowd(hundred, settings: { $0.cache.bytes = 1_000 }) {
            request, loop in
            let begun = loop.now
            try await loop.sleep(milliseconds: 50)
            let time = "\(begun.nanoseconds / 1_000_000)"
            return .shared(time + String(repeating: " ", count: 1_000))
        }
        #expect(times == 100)
        #expect(Set(answers.map(\.text)).count == 2)
    }

    @Test func `a failure is not shared`() throws {
        let count = Lock(0)
        let (times, answers) = try crowd(hundred) { _, loop in
            try await loop.sleep(milliseconds: 50)
            let isFirst = count.withLock {
                $0 += 1; return $0 == 1
            }
            if isFirst { throw Problem(.gatewayTimeout, code: "late", detail: "Late.") }
            return .shared("x")
        }
        #expect(times == 100)
        #expect(answers.count { $0.status == 504 } == 1)
        #expect(answers.count { $0.text == "x" } == 99)
    }

    @Test func `each language is asked once, and nobody gets another's`() throws {
        let languages = ["ko", "en", "ja"]
        let requests = (0..<90).map { Request.get("/", [("accept-language", languages[$0 % 3])]) }
        // The first answer tells by what they differ: then there are three flights.
        let (times, answers) = try crowd(requests) { request, loop in
            try await loop.sleep(milliseconds: 50)
            return .shared(request.fields["accept-language"] ?? "", vary: "Accept-Language")
        }
        #expect(times == 3)
        for (index, answer) in answers.enumerated() { #expect(answer.text == languages[index % 3]) }
    }

    @Test func `no more wait than may`() throws {
        let (times, answers) = try crowd(hundred, settings: { $0.cache.waiting = 9 }) { _, loop in
            try await loop.sleep(milliseconds: 50)
            return .shared("x")
        }
        #expect(times == 1)
        #expect(answers.count { $0.status == 200 } == 10)
        #expect(answers.count { $0.status == 503 && $0[.retryAfter] == "1" } == 90)
    }

    @Test func `when the one who asked goes away, another asks`() throws {
        try underVirtualTime { loop in
            let calls = Record<String>()
            let front = EdgeFixture(on: loop) { _ in
                calls.add("")
                try await loop.sleep(milliseconds: 50)
                return .shared("x")
            }
            let answers = Record<String>()
            let scope = TaskScope(loop: loop)
            let tasks = (0..<10).map { _ in
                scope.spawn {
                    guard let answer = try? await front.get("/") else { return }
                    answers.add(answer.text)
                }
            }
            try await loop.sleep(milliseconds: 10)
            tasks[0].cancel()
            tasks[5].cancel()
            await scope.drained()
            #expect(answers.all == [String](repeating: "x", count: 8))
            #expect(calls.count == 2)
        }
    }

    @Test func `an answer made to differ does not push the shared one out`() throws {
        try underVirtualTime { loop in
            let calls = Record<String>()
            let front = EdgeFixture(on: loop) { request in
                let kind = request.fields[.accept] ?? ""
                calls.add(kind)
                guard kind == "good" else { return .text("odd") }
                return .shared("good", vary: "accept")
            }
            for kind in ["good", "odd", "good", "odd2", "good"] {
                let answer = try await front.get("/", [(.accept, kind)])
                #expect(answer.text == (kind == "good" ? "good" : "odd"))
            }
            #expect(calls.all == ["good", "odd", "odd2"])
        }
    }
}
