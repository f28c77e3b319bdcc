/// What tells the series of one metric apart, in the text form in which it is shown: written once,
/// when the series is made.
public struct MetricLabels: Hashable, Sendable, ExpressibleByDictionaryLiteral {
    /// `route="/livez",status="2xx"`, without the braces.
    let text: String

    public init(dictionaryLiteral labels: (StaticString, String)...) {
        let names = labels.map { "\($0.0)" }
        precondition(Set(names).count == names.count, "a label is given once")
        for name in names {
            precondition(MetricName.isLabel(name), "\"\(name)\" is no label's name")
        }
        text = labels.map { "\($0.0)=\"\(Self.escaped($0.1))\"" }.joined(separator: ",")
    }

    private static func escaped(_ value: String) -> String {
        value.reduce(into: "") { text, character in
            switch character {
            case "\\": text += "\\\\"
            case "\"": text += "\\\""
            case "\n", "\r\n": text += "\\n"
            default: text.append(character)
            }
        }
    }
}

/// The name of a metric. Names are written in the code: one that Prometheus would refuse is a bug.
public struct MetricName: Hashable, Sendable, ExpressibleByStringLiteral {
    let text: String

    public init(stringLiteral text: String) {
        precondition(
            Self.isWord(text, or: ":_"), "\"\(text)\" is no metric's name")
        self.text = text
    }

    /// `le` belongs to the buckets of histograms, and what begins with two underscores to Prometheus.
    static func isLabel(_ text: String) -> Bool {
        isWord(text, or: "_") && !text.hasPrefix("__") && text != "le"
    }

    private static func isWord(_ text: String, or marks: String) -> Bool {
        guard let first = text.utf8.first, !(UInt8(ascii: "0")...UInt8(ascii: "9") ~= first) else {
            return false
        }
        return text.utf8.allSatisfy { octet in
            switch octet {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"):
                true
            default: marks.utf8.contains(octet)
            }
        }
    }
}
