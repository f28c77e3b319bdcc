import EventLoop
import HTTP
import JSON
import Testing

@testable import Edge

@Suite struct EdgeRequestIDTests {
    private static let proxies: [IPRange] = [IPRange("10.0.0.0/8")].compactMap(\.self)

    private func id(
        given ids: [String], from peer: String?, trusting proxies: [IPRange] = []
    ) throws -> String? {
        try underVirtualTime { loop in
            let front = EdgeFixture(on: loop, settings: { $0.proxies = TrustedProxies(proxies) }) {
                .text($0.fields.values(.requestID).joined(separator: "|"))
            }
            let request = Request.get("/", ids.map { (.requestID, $0) }, from: peer)
            let answer = try await front.answer(request)
            #expect(answer[.requestID] == answer.text, "the handler and the client see one id")
            return answer[.requestID]
        }
    }

    @Test func `every request has an id of its own, drawn from the seed`() throws {
        try underVirtualTime { loop in
            let front = EdgeFixture(on: loop) { _ in .text("") }
            let twin = EdgeFixture(on: loop) { _ in .text("") }
            var ids: [String] = []
            for _ in 0..<1_000 {
                let id = try #require(try await front.get("/")[.requestID])
                #expect(try await twin.get("/")[.requestID] == id)
                ids.append(id)
            }
            #expect(Set(ids).count == 1_000)
            #expect(ids.allSatisfy(RequestIDs.isWellFormed))
        }
    }

    @Test func `an id is taken over from a proxy of ours alone`() throws {
        #expect(try id(given: ["abc-1"], from: "10.1.2.3", trusting: Self.proxies) == "abc-1")
        #expect(try id(given: ["abc-1"], from: "10.1.2.3") != "abc-1")
        #expect(try id(given: ["abc-1"], from: "11.1.2.3", trusting: Self.proxies) != "abc-1")
        #expect(try id(given: ["abc-1"], from: nil, trusting: Self.proxies) != "abc-1")
    }

    @Test(arguments: [
        [""], [" "], ["a b"], ["a\tb"], ["a\"b"], ["{}"], ["é"], ["a", "b"], ["a", "a"], ["a,b"],
        [String(repeating: "x", count: 65)],
    ])
    func `an id that is not well-formed is replaced`(ids: [String]) throws {
        let id = try #require(try id(given: ids, from: "10.0.0.1", trusting: Self.proxies))
        #expect(id.utf8.count == 15)
    }

    @Test func `a problem names the id, in its field and in its body`() throws {
        try underVirtualTime { loop in
            let front = EdgeFixture(on: loop) { _ in
                throw Problem(.conflict, code: "taken", detail: "Taken.")
            }
            let answer = try await front.get("/")
            let body = try JSON(parsing: answer.text.utf8.span)
            #expect(answer.status == 409)
            #expect(try body["requestId"].string() == answer[.requestID])
        }
    }

    @Test func `a fault is reported with the id that its 500 has`() throws {
        try underVirtualTime { loop in
            let seen = Record<String>()
            let front = EdgeFixture(
                on: loop,
                observed: { next in
                    { request in
                        do { return try await next(request) } catch {
                            seen.add("\(request.fields[.requestID] ?? "none") \(error)")
                            throw error
                        }
                    }
                }, handler: { _ in throw Trouble() })
            let answer = try await front.get("/")
            let id = try #require(answer[.requestID])
            #expect(answer.status == 500)
            #expect(front.faults.all == ["\(id) Trouble()"])
            #expect(seen.all == front.faults.all, "whoever observes sees the fault itself")
        }
    }

    @Test func `what ends the connection is left to the server`() throws {
        try underVirtualTime { loop in
            let front = EdgeFixture(on: loop) { _ in
                throw ReceiveError.message(.bodyTooLarge)
            }
            await #expect(throws: ReceiveError.self) { try await front.handler(.get("/")) }
            #expect(front.faults.count == 0)
        }
    }

    @Test func `a request sent on behalf of another carries its id`() {
        var onward = Request(.get, "/inner")
        onward.carryOn(from: .get("/", [(.requestID, "abc-1")]))
        #expect(onward.fields[.requestID] == "abc-1")
    }
}
