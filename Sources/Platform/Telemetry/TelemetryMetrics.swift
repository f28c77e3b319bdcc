/// Telemetry's numbers about itself: what it could not tell.
extension Metrics {
    public func observe(_ log: Log) {
        observeCounter("log_lines_dropped_total", "Log lines for which there was no room.") {
            Double(log.droppedLines)
        }
    }

    public func observe(_ exporter: SpanExporter) {
        observeCounter("spans_exported_total", "Spans that the collector took.") {
            Double(exporter.exportedSpans)
        }
        observeCounter("spans_dropped_total", "Spans that never reached the collector.") {
            Double(exporter.droppedSpans)
        }
    }
}
