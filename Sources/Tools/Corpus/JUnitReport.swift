/// The outcomes as JUnit XML, the form that CI systems read.
struct JUnitReport {
    let outcomes: [Outcome]
    let milliseconds: Int

    var text: String {
        let failed = outcomes.count { !$0.hasPassed }
        let counts = "tests=\"\(outcomes.count)\" failures=\"\(failed)\""
        let time = "time=\"\(Report.seconds(milliseconds))\""
        var xml = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
        xml += "<testsuites \(counts) \(time)>\n"
        xml += "  <testsuite name=\"corpus\" \(counts) errors=\"0\" skipped=\"0\" \(time)>\n"
        for outcome in outcomes { xml += testCase(outcome) }
        return xml + "  </testsuite>\n</testsuites>\n"
    }

    private func testCase(_ outcome: Outcome) -> String {
        let parts = outcome.name.split(separator: "/")
        let folder = ["corpus"] + parts.dropLast().map(String.init)
        let place = "classname=\"\(Self.escaped(folder.joined(separator: ".")))\""
        let name = "name=\"\(Self.escaped(parts.last.map(String.init) ?? outcome.name))\""
        let time = "time=\"\(Report.seconds(outcome.milliseconds))\""
        let start = "    <testcase \(place) \(name) file=\"\(Self.escaped(outcome.path))\" \(time)"
        guard let failure = outcome.failures.first else { return start + "/>\n" }
        let message = Self.escaped(failure.claim)
        let details = Self.escaped(Report.details(of: outcome))
        return start + ">\n      <failure message=\"\(message)\">\(details)</failure>\n"
            + "    </testcase>\n"
    }

    /// Fit for text and attributes. XML 1.0 has no way to write a control character, so each becomes
    /// a question mark; line breaks in attributes would become spaces, so they are written as numbers.
    static func escaped(_ text: String) -> String {
        var escaped = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": escaped += "&amp;"
            case "<": escaped += "&lt;"
            case ">": escaped += "&gt;"
            case "\"": escaped += "&quot;"
            case "\n", "\t", "\r": escaped += "&#\(scalar.value);"
            case "\u{0}"..."\u{1F}", "\u{FFFE}", "\u{FFFF}": escaped += "?"
            default: escaped.unicodeScalars.append(scalar)
            }
        }
        return escaped
    }
}
