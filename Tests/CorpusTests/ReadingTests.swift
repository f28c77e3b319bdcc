import HTTP
import Testing

@testable import Corpus

@Suite struct ReadingTests {
    static let lunch = """
        # A happy lunch
        POST {{url}}/v1/orders   # the order
        Authorization: Bearer {{token}}
        Idempotency-Key: {{newUuid}}
        X-Mark: a \\# b
        [Query]
        wait: 2
        {
          "store": "{{store}}", "items": [{"id": "{{item}}", "quantity": 2}],
          "expectedTotal": {{total}}, "note": "no \\"}}\\" please"
        }
        HTTP 201   # created
        Baedal-Version: {{version}}
        [Captures]
        order: jsonpath "$.id"
        [Asserts]
        jsonpath "$.state" == "paid"
        header "Location" exists

        GET {{url}}/v1/orders/{{order}}
        [Options]
        retry: 20
        retry-interval: 250ms
        delay: 1s
        variable: again=yes

        HTTP/1.1 *
        ```
        exactly {{this}}
        ```
        """

    @Test func `a scenario is read as it was written`() throws {
        let entries = try scenario(Self.lunch).entries
        try #require(entries.count == 2)
        let (first, second) = (entries[0], entries[1])
        #expect(first.request.method == .post)
        #expect(
            first.request.headers.map(\.name) == ["Authorization", "Idempotency-Key", "X-Mark"])
        #expect(first.request.headers.last?.value.fixed == "a # b")
        #expect(first.request.query.map(\.value.fixed) == ["2"])
        #expect(first.request.body?.contentType == "application/json")
        #expect(first.expectation?.status == 201)
        #expect(first.expectation?.captures.map(\.name) == ["order"])
        #expect(
            first.expectation?.asserts.map(\.text) == [
                #"jsonpath "$.state" == "paid""#, #"header "Location" exists"#,
            ])
        #expect(second.position == Position(line: 20, column: 1))
        #expect(second.options.retries == 20)
        #expect(second.options.retryIntervalMilliseconds == 250)
        #expect(second.options.delayMilliseconds == 1_000)
        #expect(second.options.variables.map(\.name) == ["again"])
        #expect(second.expectation?.status == nil)
        #expect(second.expectation?.body != nil)
    }

    @Test func `places know where they stand`() throws {
        let url = try scenario("GET {{url}}/치킨/{{id}}\n").entries[0].request.url
        let places = url.parts.compactMap { part -> String? in
            guard case .place(let place) = part else { return nil }
            return "\(place.name) \(place.position)"
        }
        #expect(places == ["url 1:7", "id 1:18"])
    }

    @Test func `lines may end as on Windows`() throws {
        let text = "GET http://a/\r\nAccept: x\r\n\r\nHTTP 204\r\n[Asserts]\r\nstatus < 300\r\n"
        let entry = try scenario(text).entries[0]
        #expect(entry.request.headers.map(\.value.fixed) == ["x"])
        #expect(entry.expectation?.asserts.count == 1)
    }

    @Test func `what is not part of the language is refused with its place and a sentence`() {
        for (text, position, part) in Self.refusals {
            guard let flaw = flaw(of: text) else {
                Issue.record("not refused: \(text)")
                continue
            }
            #expect("\(flaw.position)" == position, "\(text): \(flaw.sentence)")
            #expect(flaw.sentence.hasPart(part), "\(text): \(flaw.sentence)")
        }
    }

    static let refusals: [(text: String, position: String, part: String)] = [
        ("", "1:1", "no request"),
        ("# nothing\n", "2:1", "no request"),
        ("hello\n", "1:1", "a request was expected"),
        ("BREW http://a/\n", "1:1", "a request was expected"),
        ("GET \n", "1:5", "a URL was expected"),
        ("GET ftp://a/\n", "1:5", "a URL was expected"),
        ("GET http://a/?q=\"b\"\n", "1:5", "use [Query]"),
        ("GET http://a/\nAccept json\n", "2:1", "a header was expected"),
        ("GET http://a/\nHTTP 700\n", "2:6", "from 100 to 599"),
        ("GET http://a/\nHTTP/2 200\n", "2:6", "HTTP/1.1"),
        ("GET http://a/\nHTTP 200 OK\n", "2:10", "the end of the line"),
        ("GET http://a/\n[Form]\na: b\n", "2:1", "no section [Form]"),
        ("GET http://a/\n[Asserts]\n", "2:1", "behind an HTTP line"),
        ("GET http://a/\nHTTP 200\n[Cookies]\n", "3:1", "no section [Cookies]"),
        ("POST http://a/\n[Options]\nretry: 3\n", "3:1", "only a GET"),
        ("GET http://a/\n[Options]\nretry: -1\n", "3:8", "from 0 to 1000"),
        ("GET http://a/\n[Options]\nretry-interval: 2h\n", "3:17", "250ms"),
        ("GET http://a/\n[Options]\nlocation: true\n", "3:1", "no option location"),
        ("GET http://a/{{\n", "1:14", "name of a variable"),
        ("GET http://a/{{x y}}\n", "1:18", "not closed"),
        ("GET http://a/{{newDate}}\n", "1:14", "the function newDate"),
        ("GET http://a/\nX: \\q\n", "2:4", "no such escape"),
        ("POST http://a/\n{\"a\": }\n", "2:7", "not JSON"),
        ("POST http://a/\n{\n \"한글\": {{x}} 1}\n", "3:14", "not JSON"),
        ("POST http://a/\n{\"a\": 1\n", "2:1", "not closed"),
        ("POST http://a/\n```yaml\na\n```\n", "2:1", "json, xml"),
        ("POST http://a/\n`abc\n", "2:5", "not closed"),
        ("GET http://a/\nHTTP 200\n[Captures]\nid jsonpath \"$.id\"\n", "4:1", "a capture"),
        ("GET http://a/\nHTTP 200\n[Asserts]\nxpath \"//a\" == 1\n", "4:1", "a query was expected"),
        ("GET http://a/\nHTTP 200\n[Asserts]\nstatus is 1\n", "4:8", "a predicate was expected"),
        ("GET http://a/\nHTTP 200\n[Asserts]\nstatus== 200\n", "4:7", "a space and a predicate"),
        ("GET http://a/\nHTTP 200\n[Asserts]\nbody contains {{a}}\n", "4:15", "double quotes"),
        ("GET http://a/\nHTTP 200\n[Asserts]\nstatus == two\n", "4:11", "a value was expected"),
        ("GET http://a/\nHTTP 200\n[Asserts]\njsonpath \"a.b\" == 2\n", "4:10", "begins with $"),
        ("GET http://a/\nHTTP 200\n[Asserts]\njsonpath \"$[1:2]\" == 2\n", "4:10", "no slice"),
        ("GET http://a/\nHTTP 200\n[Asserts]\nbody matches /(?i)a/\n", "4:14", "no (?…) groups"),
        ("GET http://a/\nHTTP 200\n{}\nX: y\n", "4:1", "the next request was expected"),
    ]

    @Test func `a file that is too long or no text is refused`() {
        let long = [UInt8](repeating: Ascii.space, count: SourceText.mostBytes + 1)
        #expect(flaw(of: long)?.sentence.hasPart("bytes long") == true)
        #expect(flaw(of: [0x47, 0xFF])?.sentence == "the file is not UTF-8 text")
    }
}
