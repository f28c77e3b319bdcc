/// Writes metrics as Prometheus reads them (text format 0.0.4).
struct MetricsPage {
    private(set) var text = ""

    mutating func write(_ family: MetricFamily) {
        text += "# HELP \(family.name.text) \(Self.escaped(family.help))\n"
        text += "# TYPE \(family.name.text) \(family.kind.word)\n"
        for series in family.series {
            switch (family.kind, series.source) {
            case (.histogram(let buckets), .rows(let rows)):
                write(family.name.text, series.labels.text, buckets, rows)
            case (_, .rows(let rows)):
                line(family.name.text, series.labels.text, String(rows.total(of: 0)))
            case (_, .read(let read)):
                line(family.name.text, series.labels.text, Self.number(read()))
            }
        }
    }

    /// Each bucket counts what is in those before it too, and the last, without end, all.
    private mutating func write(
        _ name: String, _ labels: String, _ buckets: HistogramBuckets, _ rows: MetricRows
    ) {
        let prefix = labels.isEmpty ? "" : labels + ","
        var count = 0
        for (index, bound) in buckets.bounds.enumerated() {
            count += rows.total(of: index)
            let told = Self.number(Double(bound) / buckets.scale)
            line(name + "_bucket", "\(prefix)le=\"\(told)\"", String(count))
        }
        count += rows.total(of: buckets.bounds.count)
        line(name + "_bucket", "\(prefix)le=\"+Inf\"", String(count))
        let sum = Double(rows.total(of: buckets.sumCell)) / buckets.scale
        line(name + "_sum", labels, Self.number(sum))
        line(name + "_count", labels, String(count))
    }

    private mutating func line(_ name: String, _ labels: String, _ value: String) {
        text += labels.isEmpty ? "\(name) \(value)\n" : "\(name){\(labels)} \(value)\n"
    }

    private static func number(_ value: Double) -> String {
        if value.isNaN { return "NaN" }
        if value.isInfinite { return value < 0 ? "-Inf" : "+Inf" }
        return Int(exactly: value).map { String($0) } ?? value.description
    }

    private static func escaped(_ help: String) -> String {
        help.reduce(into: "") { text, character in
            switch character {
            case "\\": text += "\\\\"
            case "\n", "\r\n": text += "\\n"
            default: text.append(character)
            }
        }
    }
}

extension MetricFamily.Kind {
    fileprivate var word: String {
        switch self {
        case .counter: "counter"
        case .gauge: "gauge"
        case .histogram: "histogram"
        }
    }
}
