import ProviderAPI
import Runtime

/// What can be told to the outside world when it starts. How it behaves is told while it runs.
enum OutsideWorldSettings {
    static let port = Setting(
        "port", .port, default: 8_090,
        "Where it listens, on 127.0.0.1. With 0 the system chooses a port.")

    static let data = Setting(
        required: "data", .path,
        "The folder of its database, which outlives every phase; made if it is not there.")

    static let form = ConfigurationForm(
        "baedal-outside-world", prefix: "OUTSIDE_WORLD",
        about: "the payment provider and the push provider that all phases call.",
        notes: """
            POST /payments/charges                    Idempotency-Key; amount, card, reference
            GET  /payments/charges/{key}              what became of it
            POST /payments/charges/{key}/void         takes it back, or forbids it for good
            POST /payments/charges/{key}/refunds      Idempotency-Key; amount
            GET  /payments/statement?after=&limit=    every movement of money, in order
            POST /pushes                              pushes: id, recipient, kind, subject, text
            GET  /pushes?after=&limit=                every push delivered, in order
            GET  /behaviour   PUT /behaviour          how it behaves from now on
            GET  /livez       GET /readyz             GET  /metrics

            Cards: \(TestCard.allCases.map(\.rawValue).joined(separator: ", "))
            """,
        port, data)
}
