import HTTP
import Testing

@testable import Corpus

@Suite struct PlayingTests {
    @Test func `what was captured goes into the next request`() throws {
        let (outcomes, shop) = try Shop.play([
            """
            POST {{url}}/v1/members
            {"name": "{{prefix}} \\"치킨\\"", "x": {{place_x}}}
            HTTP 201
            Baedal-Version: v7
            [Captures]
            member: jsonpath "$.id"
            version: header "Baedal-Version"
            [Asserts]
            jsonpath "$.name" startsWith "{{prefix}}"
            jsonpath "$.name" endsWith "\\"치킨\\""
            variable "member" == "member_1"
            duration < 1000

            GET {{url}}/v1/stores?near={{place_x}},{{place_y}}
            Baedal-After: {{version}}
            [Query]
            q: 치킨 & {{member}}
            HTTP 200
            [Asserts]
            jsonpath "$.items" count == 2
            jsonpath "$.items" includes "q=치킨 & member_1"
            jsonpath "$.items" nth 1 == "q=치킨 & member_1"
            """
        ])
        #expect(outcomes[0].failures.map(\.claim) == [])
        try #require(shop.asked.count == 2)
        #expect(shop.asked[0].fields[.contentType] == "application/json")
        #expect(shop.asked[1].fields["baedal-after"] == "v7")
    }

    @Test func `a GET is tried again until it answers as it should`() throws {
        let story = { (retries: Int) in
            """
            GET {{url}}/v1/orders/o
            [Options]
            retry: \(retries)
            retry-interval: 2s
            HTTP 200
            [Asserts]
            jsonpath "$.state" == "paid"
            """
        }
        let enough = try Shop.play(story(2))
        #expect(enough.hasPassed)
        #expect(enough.milliseconds >= 4_000, "it waits between its tries")
        #expect(enough.sightings.count == 3)
        let tooFew = try Shop.play(story(1))
        #expect(tooFew.failures.map(\.found) == ["\"pending\""])
    }

    @Test func `a failure says where, what was expected and what came`() throws {
        let outcome = try Shop.play(
            """
            POST {{url}}/v1/orders
            {"store": "s"}
            HTTP 409
            Retry-After: 1
            [Asserts]
            jsonpath "$.code" == "price-changed"
            jsonpath "$.total" > 3
            jsonpath "$.status" == 409

            GET {{url}}/never
            """)
        #expect(outcome.failures.map { "\($0.position)" } == ["4:1", "6:1", "7:1"])
        #expect(
            outcome.failures.map(\.found) == ["no such header", "\"store-closed\"", "nothing"])
        #expect(outcome.failures[1].expected == "\"price-changed\"")
        #expect(outcome.sightings.map(\.problemCode) == ["store-closed"])
        let report = Report.line(of: outcome)
        #expect(report.hasPart("test.hurl:6:1"))
        #expect(report.hasPart("It is closed."))
    }

    @Test func `after a wrong status nothing else is judged`() throws {
        let outcome = try Shop.play(
            "POST {{url}}/v1/orders\nHTTP 201\n[Captures]\nid: jsonpath \"$.id\"\n")
        #expect(outcome.failures.map(\.found) == ["409 Conflict"])
        #expect(outcome.failures.map { "\($0.position)" } == ["2:6"])
    }

    @Test(arguments: [
        ("GET {{url}}/{{nobody}}\n", "1:15", "nothing is called nobody"),
        ("GET {{prefix}}/\n", "1:1", "no http:// URL"),
        ("GET http://nowhere:80/\n", "1:1", "no connection"),
        ("GET http://by-name/\n", "1:1", "no connection"),
        ("GET {{url}}/v1/stores\nHTTP 200\n[Captures]\na: jsonpath \"$.b\"\n", "4:1", "nothing to"),
        (
            "POST {{url}}/echo\n`no json`\nHTTP 200\n[Asserts]\njsonpath \"$\" exists\n", "5:1",
            "not JSON"
        ),
        ("POST {{url}}/echo\n{\"a\": {{prefix}}}\n", "2:9", "inside quotes only"),
        ("GET {{url}}/v1/stores\nHTTP 200\n[Asserts]\nstatus count == 1\n", "4:1", "no meaning"),
    ])
    func `what cannot be done fails with its place`(
        _ text: String, _ position: String, _ part: String
    ) throws {
        let outcome = try Shop.play(text)
        try #require(outcome.failures.count == 1)
        #expect("\(outcome.failures[0].position)" == position)
        #expect(outcome.failures[0].claim.hasPart(part), "\(outcome.failures[0].claim)")
    }

    @Test func `bodies are sent and compared as they are written`() throws {
        let outcome = try Shop.play(
            """
            POST {{url}}/echo
            ```
            {{prefix}} "as it is" \\n
            ```
            HTTP 200
            ```
            {{prefix}} "as it is" \\n
            ```

            POST {{url}}/echo
            {"a": [1, 2.0], "b": null}
            HTTP 200
            {"b": null, "a": [1, 2]}

            POST {{url}}/echo
            `one line\\n`
            HTTP 200
            [Asserts]
            body == "one line\\n"
            """)
        #expect(outcome.failures.map(\.claim) == [])
    }

    @Test func `a skipped request is not sent, and a variable may be set`() throws {
        let (outcomes, shop) = try Shop.play([
            """
            GET {{url}}/v1/stores
            [Options]
            variable: word={{prefix}}-a
            [Query]
            q: {{word}}

            GET {{url}}/never
            [Options]
            skip: true
            HTTP 200
            """
        ])
        #expect(outcomes[0].hasPassed)
        #expect(shop.asked.map(\.target).count == 1)
        #expect(shop.asked[0].target.hasPart("-a"))
    }

    @Test func `an idempotency key is new each time`() throws {
        let text = "POST {{url}}/echo\n`{{newUuid}} {{newUuid}}`\n"
        let keys = try Shop.play([text, text]).shop.asked.flatMap { $0.body.split(separator: " ") }
        #expect(Set(keys).count == 4)
        let form = try Pattern(
            "^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$")
        for key in keys { #expect(form.isFound(in: String(key)), "\(key)") }
    }

    @Test func `each of many scenarios is played once, and told in its order`() throws {
        let text = "GET {{url}}/v1/orders/{{prefix}}\n[Options]\nretry: 3\nretry-interval: 10ms\n"
        let paid = "HTTP 200\n[Asserts]\njsonpath \"$.state\" == \"paid\"\n"
        let (outcomes, shop) = try Shop.play(Array(repeating: text + paid, count: 40), jobs: 8)
        #expect(outcomes.map(\.name) == (0..<40).map { "story \($0)" })
        #expect(outcomes.count { !$0.hasPassed } == 0)
        #expect(shop.asked.count == 120)
        #expect(Set(shop.asked.map(\.target)).count == 40)
    }
}
