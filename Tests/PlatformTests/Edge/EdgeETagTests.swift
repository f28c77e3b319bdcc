import EventLoop
import HTTP
import Testing

@testable import Edge

@Suite struct EdgeETagTests {
    private func ask(
        _ method: HTTP.Method = .get, knowing known: [String] = [],
        _ handler: @escaping Handler = { _ in .shared("body", vary: "accept") }
    ) throws -> EdgeAnswer {
        try underVirtualTime { loop in
            let front = EdgeFixture(on: loop, handler: handler)
            var request = Request.get("/", known.map { (.ifNoneMatch, $0) })
            request.method = method
            return try await front.answer(request)
        }
    }

    /// `printf body | sha256sum | cut -c 1-32`
    private static let tag = "\"230d8358dc8e8890b4c58deeb62912ee\""

    @Test func `a body has the tag of its bytes`() throws {
        #expect(try ask()[.etag] == Self.tag)
        #expect(try ask(.head)[.etag] == Self.tag)
        #expect(try ask { _ in .text("other") }[.etag] != Self.tag)
    }

    @Test func `a version that the handler gives is left as it is`() throws {
        let answer = try ask {
            #expect(!$0.fields.contains(.ifNoneMatch), "the cache asks for the whole answer")
            var response = Response.shared("body")
            response.fields.append(.etag, "W/\"v7\"")
            return response
        }
        #expect(answer.fields.values(.etag) == ["W/\"v7\""])
    }

    @Test(arguments: [
        [tag], ["W/" + tag], ["*"], ["\"a\", \(tag)"], ["\"a\",\(tag),\"b\""],
        ["\"a,b\", \(tag)"], [", ,\(tag)"], ["\"\",\t\(tag)"], ["\"a\"", tag],
        ["W/\"x\" , W/\(tag)"],
    ])
    func `who knows the version is not sent it again`(known: [String]) throws {
        for method in [HTTP.Method.get, .head] {
            let answer = try ask(method, knowing: known)
            #expect(answer.status == 304)
            #expect(answer.text.isEmpty)
            #expect(answer[.etag] == Self.tag)
            #expect(answer[.cacheControl] == "public, max-age=60")
            #expect(answer[.vary] == "accept")
            #expect(answer[.requestID] != nil)
        }
    }

    @Test(arguments: [
        ["\"other\""], ["230d8358dc8e8890b4c58deeb62912ee"], [""], ["\""], ["w/" + tag],
        ["\"x\(tag)"], ["\"a\" \(tag)"], ["x, \(tag)"], ["W/ \(tag)"], ["*, \"a\""], ["\"*\""],
        ["\"230d8358dc8e8890b4c58deeb62912e\""], ["\"230d8358dc8e8890b4c58deeb62912ee"],
    ])
    func `who names another version, or none, gets the body`(known: [String]) throws {
        let answer = try ask(knowing: known)
        #expect(answer.status == 200)
        #expect(answer.text == "body")
    }

    @Test func `only what was found is compared`() throws {
        #expect(try ask(.post, knowing: ["*"]).status == 200)
        #expect(try ask(.post).fields.contains(.etag) == false)
        #expect(try ask(knowing: ["*"]) { _ in .text("", .created) }.status == 201)
        #expect(try ask(knowing: ["*"]) { _ in throw Router.notHere }.status == 404)
        // A long stream is nobody's to hash.
        let stream = try ask { _ in
            Response(.ok, body: .stream(BodyStream(length: nil, next: { nil })))
        }
        #expect(!stream.fields.contains(.etag))
    }

    @Test func `the small answer of an upstream is tagged like any other`() throws {
        let answer = try ask { _ in
            let pieces = Lock([Array("bo".utf8), Array("dy".utf8)])
            let stream = BodyStream(length: 4) {
                pieces.withLock { $0.isEmpty ? nil : $0.removeFirst() }
            }
            return Response(.ok, body: .stream(stream))
        }
        #expect(answer[.etag] == Self.tag)
        #expect(answer.text == "body")
    }
}

extension Router {
    fileprivate static let notHere = Problem(.notFound, code: "not-found", detail: "Not here.")
}
