public import Storage
public import Telemetry

extension Metrics {
    /// How a database fares: how many transactions share a commit, and how many wait for one.
    public func observe(_ database: Database, as name: String) {
        let labels: MetricLabels = ["database": name]
        observeCounter("database_transactions_total", "Transactions that were run.", labels) {
            Double(database.figures.transactions)
        }
        observeCounter("database_groups_total", "Groups, each made durable by one sync.", labels) {
            Double(database.figures.groups)
        }
        observeCounter(
            "database_transactions_refused_total", "Turned away, the queue being full.", labels
        ) { Double(database.figures.refused) }
        observeGauge("database_transactions_waiting", "Transactions that wait.", labels) {
            Double(database.figures.waiting)
        }
        observeGauge("database_log_pages", "Pages in the log after the last group.", labels) {
            Double(database.figures.pagesInLog)
        }
    }
}
