import EventLoop
import HTTP
import Resilience
import Testing

@testable import Edge

@Suite struct EdgeCacheTests {
    /// Asks twice and tells how often the handler was asked.
    private func asked(
        first: Request = .get("/"), second: Request = .get("/"), pausingSeconds: Int = 0,
        without: Without = .nothing,
        settings: @escaping @Sendable (inout EdgeSettings) -> Void = { _ in },
        _ handler: @escaping Handler
    ) throws -> (times: Int, second: EdgeAnswer) {
        try underVirtualTime { loop in
            let calls = Record<String>()
            let front = EdgeFixture(on: loop, without: without, settings: settings) {
                calls.add($0.target.description)
                return try await handler($0)
            }
            _ = try await front.answer(first)
            try await loop.sleep(milliseconds: pausingSeconds * 1_000)
            let answer = try await front.answer(second)
            return (calls.count, answer)
        }
    }

    @Test func `what is for everybody is asked once while it is fresh, and says its age`() throws {
        let early = try asked(pausingSeconds: 59) { _ in .shared("x") }
        #expect(early.times == 1)
        #expect(early.second[.age] == "59")
        #expect(early.second.text == "x")
        let late = try asked(pausingSeconds: 60) { _ in .shared("x") }
        #expect(late.times == 2)
        #expect(late.second[.age] == nil)
    }

    @Test func `HEAD is answered from what GET left, and leaves nothing`() throws {
        var head = Request.get("/")
        head.method = .head
        #expect(try asked(second: head) { _ in .shared("x") }.times == 1)
        #expect(try asked(first: head) { _ in .shared("x") }.times == 2)
    }

    @Test func `an answer that comes with an age is fresh for less`() throws {
        let handler: Handler = { _ in
            var response = Response.shared("x")
            response.fields.append(.age, 50)
            return response
        }
        let early = try asked(pausingSeconds: 9, handler)
        #expect(early.times == 1)
        #expect(early.second.fields.values(.age) == ["59"])
        #expect(try asked(pausingSeconds: 10, handler).times == 2)
    }

    @Test(arguments: [
        "", "public", "max-age=60", "public, max-age=0", "public, max-age=x", "public, max-age=",
        "public, max-age=-1", "public, max-age=60, no-store", "public, max-age=60, private",
        "public, max-age=60, Private=\"x\"", "public, max-age=60, NO-CACHE", "private, max-age=60",
        "public, max-age=60, max-age=0", "public, max-age=60, s-maxage=0", "publicly, max-age=60",
    ])
    func `an answer that does not say it may is not kept`(cacheControl: String) throws {
        let (times, _) = try asked { _ in
            var response = Response.text("x")
            response.fields.append(.cacheControl, cacheControl)
            return response
        }
        #expect(times == 2)
    }

    @Test(arguments: [
        "public, max-age=60", "PUBLIC,MAX-AGE=60", "public , max-age = \"60\"",
        "public, s-maxage=60",
        "public, max-age=0, s-maxage=60", "public, max-age=99999999999999999999",
        ",public,,max-age=1,",
    ])
    func `an answer that says it may is kept`(cacheControl: String) throws {
        let (times, _) = try asked { _ in
            var response = Response.text("x")
            response.fields.append(.cacheControl, cacheControl)
            return response
        }
        #expect(times == 1)
    }

    @Test(
        arguments: [
            ("set-cookie", "a=b"), ("vary", "*"), ("vary", "accept, *"), ("vary", "no field"),
            ("vary", "a,b,c,d,e,f,g,h,i"),
        ] as [(FieldName, String)])
    func `an answer that is somebody's own is not kept`(name: FieldName, value: String) throws {
        let (times, _) = try asked { _ in
            var response = Response.shared("x")
            response.fields.append(name, value)
            return response
        }
        #expect(times == 2)
    }

    @Test func `other statuses and other methods are not kept`() throws {
        let found: Handler = { _ in
            var response = Response.shared("x")
            response.status = .accepted
            return response
        }
        #expect(try asked(found).times == 2)
        var post = Request.get("/")
        post.method = .post
        #expect(try asked(first: post, second: post) { _ in .shared("x") }.times == 2)
        #expect(try asked(first: post) { _ in .shared("x") }.times == 2)
    }

    /// Each would, from the shelf or onto it, be somebody else's answer.
    static let passing: [Request] = {
        var fat = Request.get("/")
        fat.body = .bytes([1])
        return [
            .get("/", [(.authorization, "Bearer x")]), .get("/", [("range", "bytes=0-1")]),
            .get("/", [(.cacheControl, "no-cache")]), .get("/", [(.cacheControl, "no-store")]),
            .get("/", [("after", "7")]), fat,
        ]
    }()

    @Test(arguments: passing.indices)
    func `a request that wants more than everybody's answer goes past the cache`(
        index: Int
    ) throws {
        let request = Self.passing[index]
        let settings: @Sendable (inout EdgeSettings) -> Void = { $0.cache.passedBy = ["after"] }
        #expect(try asked(second: request, settings: settings) { _ in .shared("x") }.times == 2)
        #expect(try asked(first: request, settings: settings) { _ in .shared("x") }.times == 2)
    }

    @Test func `a bearer gets what everybody gets only where that is said`() throws {
        let request = Request.get("/", [(.authorization, "Bearer x")])
        let (times, _) = try asked(
            second: request, settings: { $0.cache.servesAuthorized = true }
        ) { _ in .shared("x") }
        #expect(times == 1)
    }

    @Test func `what was said to the first is not said to the second`() throws {
        let (times, second) = try asked { _ in
            var response = Response.shared("x")
            response.fields.append(.rateLimit, "\"inner\";r=1;t=1")
            response.fields.append(.traceparent, "00-1-2-00")
            return response
        }
        #expect(times == 1)
        #expect(!second.fields.contains(.rateLimit))
        #expect(!second.fields.contains(.traceparent))
        #expect(second.fields.values(.requestID).count == 1)
    }

    @Test func `another host is another question`() throws {
        let evil = Request.get("/", [(.host, "evil.example")])
        let good = Request.get("/", [(.host, "good.example")])
        let (times, second) = try asked(first: evil, second: good) {
            .shared("at \($0.fields[.host] ?? "")")
        }
        #expect(times == 2)
        #expect(second.text == "at good.example")
    }

    @Test func `a body that is too large is not kept`() throws {
        let body = String(repeating: "x", count: 101)
        let (times, _) = try asked(settings: { $0.cache.bodyBytes = 100 }) { _ in .shared(body) }
        #expect(times == 2)
    }

    @Test func `the answer of an upstream is kept when its length is known`() throws {
        func times(length: Int?) throws -> Int {
            try asked { _ in
                let pieces = Lock([[UInt8]](repeating: [1, 2], count: 2))
                var response = Response.shared("")
                response.body = .stream(
                    BodyStream(length: length) {
                        pieces.withLock { $0.isEmpty ? nil : $0.removeFirst() }
                    })
                return response
            }.times
        }
        #expect(try times(length: 4) == 1)
        #expect(try times(length: nil) == 2)
    }

    @Test func `switched off, everything is asked`() throws {
        #expect(try asked(without: Without(.publicCache)) { _ in .shared("x") }.times == 2)
    }
}
