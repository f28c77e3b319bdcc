import HTTP
import JSON
import Testing

@testable import Corpus

@Suite struct ReportTests {
    private func outcome(_ name: String, _ failures: [Failure] = []) -> Outcome {
        Outcome(
            name: name, path: "Tests/\(name).hurl", failures: failures, lastExchange: nil,
            sightings: [], milliseconds: 1_007)
    }

    @Test func `JUnit names each scenario, and escapes what failures say`() {
        let claim = "body == \"<&>\u{0}\n\""
        let failure = Failure(Position(line: 3, column: 1), claim, expected: "a", found: "b")
        let text = JUnitReport(
            outcomes: [outcome("orders/happy lunch"), outcome("sold-out", [failure])],
            milliseconds: 2_014
        ).text
        #expect(text.hasPart(#"<testsuites tests="2" failures="1" time="2.014">"#))
        #expect(
            text.hasPart(
                #"<testcase classname="corpus.orders" name="happy lunch" "#
                    + #"file="Tests/orders/happy lunch.hurl" time="1.007"/>"#))
        #expect(
            text.hasPart(#"<failure message="body == &quot;&lt;&amp;&gt;?&#10;&quot;">"#))
        #expect(text.hasPart("Tests/sold-out.hurl:3:1"))
    }

    @Test func `a summary counts`() {
        let failed = outcome("b", [Failure(Position(line: 1, column: 1), "no")])
        let text = Report.summary(of: [outcome("a"), failed], milliseconds: 61)
        #expect(text == "\n1 passed, 1 failed, in 0.061 s with 0 requests\n")
    }

    @Test func `coverage names what nobody met`() throws {
        let coverage = try Coverage(
            list: """
                # what there is
                GET /v1/{kind}/orders
                GET /v1/me/orders
                GET /v1/stores/{id}
                POST /v1/stores/{id}   # the same path
                problem store-closed
                problem sold-out
                """)
        let (outcomes, _) = try Shop.play([
            "POST {{url}}/v1/orders\nHTTP 409\n\nGET {{url}}/v1/me/orders\n",
            "GET {{url}}/v1/stores/s?x=1\n",
        ])
        let report = coverage.report(of: outcomes.flatMap(\.sightings))
        #expect(
            report == """
                endpoints: 2 of 4 were met
                  not met  GET /v1/{kind}/orders
                  not met  POST /v1/stores/{id}
                problem codes: 1 of 2 were met
                  not met  sold-out

                """)
    }

    @Test(arguments: ["GET", "BREW /tea", "GET /a b"])
    func `a list for coverage that says something else is refused`(line: String) {
        #expect(throws: Refusal.self) { try Coverage(list: line) }
    }
}
