public import EventLoop

/// The metrics of a process. They are made at wiring, each series once; what counts later holds the
/// series itself and looks nothing up.
public final class Metrics: Sendable {
    /// More are a label with too many values, such as a member's id, and would fill memory.
    public static let mostSeries = 10_000

    private let lanes: MetricLanes
    private let families = Lock<[MetricFamily]>([])

    public init(loops: [EventLoop]) {
        lanes = MetricLanes(loops)
    }

    public func counter(
        _ name: MetricName, _ help: String, _ labels: MetricLabels = [:]
    ) -> Counter {
        let rows = MetricRows(lanes, cellCount: 1)
        add(name, .counter, help, labels, .rows(rows))
        return Counter(rows: rows)
    }

    public func gauge(_ name: MetricName, _ help: String, _ labels: MetricLabels = [:]) -> Gauge {
        let rows = MetricRows(lanes, cellCount: 1)
        add(name, .gauge, help, labels, .rows(rows))
        return Gauge(rows: rows)
    }

    public func histogram(
        _ name: MetricName, _ help: String, _ labels: MetricLabels = [:],
        buckets: HistogramBuckets = .requestSeconds
    ) -> Histogram {
        let rows = MetricRows(lanes, cellCount: buckets.cellCount)
        add(name, .histogram(buckets), help, labels, .rows(rows))
        return Histogram(buckets: buckets, rows: rows)
    }

    /// A counter that somebody else keeps; `read` is called when it is asked for, on any thread.
    public func observeCounter(
        _ name: MetricName, _ help: String, _ labels: MetricLabels = [:],
        _ read: @escaping @Sendable () -> Double
    ) {
        add(name, .counter, help, labels, .read(read))
    }

    /// A level that somebody else keeps.
    public func observeGauge(
        _ name: MetricName, _ help: String, _ labels: MetricLabels = [:],
        _ read: @escaping @Sendable () -> Double
    ) {
        add(name, .gauge, help, labels, .read(read))
    }

    private func add(
        _ name: MetricName, _ kind: MetricFamily.Kind, _ help: String, _ labels: MetricLabels,
        _ source: MetricSeries.Source
    ) {
        families.withLock { families in
            let count = families.reduce(1) { $0 + $1.series.count }
            precondition(count <= Self.mostSeries, "too many series, the last of \(name.text)")
            let series = MetricSeries(labels: labels, source: source)
            guard let index = families.firstIndex(where: { $0.name == name }) else {
                families.append(
                    MetricFamily(name: name, kind: kind, help: help, series: [series]))
                return
            }
            let family = families[index]
            precondition(
                family.kind == kind && family.help == help, "\(name.text) means two things")
            precondition(
                !family.series.contains { $0.labels == labels }, "\(name.text) is made twice")
            families[index].series.append(series)
        }
    }

    /// All of them, in the text format of Prometheus.
    public func page() -> [UInt8] {
        let families = families.withLock { $0 }
        var page = MetricsPage()
        for family in families { page.write(family) }
        return Array(page.text.utf8)
    }
}

/// All series of one name.
struct MetricFamily: Sendable {
    enum Kind: Equatable, Sendable {
        case counter, gauge
        case histogram(HistogramBuckets)
    }

    let name: MetricName
    let kind: Kind
    let help: String
    var series: [MetricSeries]
}

struct MetricSeries: Sendable {
    enum Source: Sendable {
        case rows(MetricRows)
        case read(@Sendable () -> Double)
    }

    let labels: MetricLabels
    let source: Source
}
