import EventLoop
import Testing

@testable import HTTP

@Suite struct MessageParserTests {
    private func request(_ text: String) throws(MessageError) -> RequestHead {
        try RequestParser.parse(Array(text.utf8))
    }

    private func response(
        _ text: String, to method: HTTP.Method = .get
    ) throws(MessageError) -> ResponseHead {
        try ResponseParser.parse(Array(text.utf8), answering: method)
    }

    @Test func `a request is taken apart`() throws {
        let head = try request(
            "POST /a/b?c=d HTTP/1.1\r\nHost: example.org:8080\r\nContent-Length: 12\r\n"
                + "X-Empty:\r\nX-Padded: \t a b \t\r\nX-Bytes: \u{e9}\r\n\r\n")
        #expect(head.request.method == .post)
        #expect(head.request.target.path == "/a/b")
        #expect(head.request.target.query == "c=d")
        #expect(head.framing == .length(12))
        #expect(head.isKeepAlive)
        #expect(!head.expectsContinue)
        #expect(head.minorVersion == 1)
        #expect(head.request.fields["host"] == "example.org:8080")
        #expect(head.request.fields["x-empty"] == "")
        #expect(head.request.fields["x-padded"] == "a b")
        #expect(head.request.fields["x-bytes"] == "\u{e9}")
        #expect(
            head.request.fields.all.map(\.name)
                == ["host", "content-length", "x-empty", "x-padded", "x-bytes"])
    }

    @Test(arguments: HTTP.Method.allCases)
    func `each method is known by its exact name`(method: HTTP.Method) throws {
        #expect(
            try request("\(method.rawValue) / HTTP/1.1\r\nhost: a\r\n\r\n").request.method == method
        )
        let lower = method.rawValue.lowercased()
        #expect(throws: MessageError.unknownMethod) {
            try request("\(lower) / HTTP/1.1\r\nhost: a\r\n\r\n")
        }
    }

    @Test(arguments: [
        ("", true), ("Connection: close\r\n", false), ("Connection: keep-alive, Close\r\n", false),
        ("Connection: upgrade\r\nConnection: close\r\n", false), ("Connection: closed\r\n", true),
    ])
    func `an HTTP 1.1 connection stays unless one says close`(
        fields: String, stays: Bool
    ) throws {
        #expect(try request("GET / HTTP/1.1\r\nhost: a\r\n\(fields)\r\n").isKeepAlive == stays)
        let answer = "HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\(fields)\r\n"
        #expect(try response(answer).isKeepAlive == stays)
    }

    @Test(arguments: [
        ("", false), ("Connection: keep-alive\r\n", true),
        ("Connection: keep-alive, close\r\n", false),
    ])
    func `an HTTP 1.0 connection ends unless both want to stay`(
        fields: String, stays: Bool
    ) throws {
        #expect(try request("GET / HTTP/1.0\r\n\(fields)\r\n").isKeepAlive == stays)
        let answer = "HTTP/1.0 200 OK\r\ncontent-length: 0\r\n\(fields)\r\n"
        #expect(try response(answer).isKeepAlive == stays)
    }

    @Test func `an absolute target is taken apart when Host agrees`() throws {
        let head = try request("GET http://A.org/x?y HTTP/1.1\r\nhost: a.ORG\r\n\r\n")
        #expect(head.request.target.description == "/x?y")
        #expect(try request("OPTIONS * HTTP/1.1\r\nhost: a\r\n\r\n").request.target.path == "*")
        #expect(throws: MessageError.malformedHost) {
            try request("GET http://a.org/x HTTP/1.1\r\nhost: b.org\r\n\r\n")
        }
        #expect(throws: MessageError.malformedTarget) {
            try request("GET * HTTP/1.1\r\nhost: a\r\n\r\n")
        }
    }

    @Test func `the framing of a response follows RFC 9112, section 6 point 3`() throws {
        let cases: [(String, HTTP.Method, Framing)] = [
            ("HTTP/1.1 200 OK\r\ncontent-length: 5\r\n\r\n", .get, .length(5)),
            ("HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n", .get, .none),
            ("HTTP/1.1 200 OK\r\ntransfer-encoding: Chunked\r\n\r\n", .get, .chunked),
            ("HTTP/1.1 200 OK\r\n\r\n", .get, .untilClose),
            ("HTTP/1.1 200 OK\r\ncontent-length: 5\r\n\r\n", .head, .none),
            ("HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n", .head, .none),
            ("HTTP/1.1 204 No Content\r\ncontent-length: 5\r\n\r\n", .get, .none),
            ("HTTP/1.1 304 Not Modified\r\ncontent-length: 5\r\n\r\n", .get, .none),
            ("HTTP/1.1 100 Continue\r\n\r\n", .post, .none),
        ]
        for (text, method, framing) in cases {
            let head = try response(text, to: method)
            #expect(head.framing == framing, "\(text.debugDescription)")
            #expect(head.isKeepAlive == (framing != .untilClose))
        }
    }

    @Test func `no bytes at all make a parser stop the process`() {
        let seeds = [
            "GET / HTTP/1.1\r\nhost: a\r\ncontent-length: 5\r\n\r\n",
            "POST http://a/b HTTP/1.0\r\ntransfer-encoding: chunked\r\nconnection: a, b\r\n\r\n",
            "HTTP/1.1 200 OK\r\ncontent-length: 2\r\nx: y\r\n\r\n",
        ]
        var random = SeededGenerator(seed: 11)
        for _ in 0..<20_000 {
            var octets = Array((seeds.randomElement(using: &random) ?? "").utf8)
            for _ in 0..<Int.random(in: 1...4, using: &random) {
                let position = Int.random(in: 0..<octets.count - 4, using: &random)
                switch Int.random(in: 0..<3, using: &random) {
                case 0: octets[position] = UInt8.random(in: 0...255, using: &random)
                case 1: octets.remove(at: position)
                default: octets.insert(UInt8.random(in: 0...60, using: &random), at: position)
                }
            }
            // As the scanner hands it over: up to the first empty line, which is there.
            guard let end = octets.firstRange(of: Array("\r\n\r\n".utf8)) else { continue }
            octets.removeSubrange(end.upperBound...)
            _ = try? RequestParser.parse(octets)
            _ = try? ResponseParser.parse(octets, answering: .get)
        }
    }
}
