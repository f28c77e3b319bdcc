import Storage

/// The books of both providers. Lines are added to `movements` and `pushes` and never taken away, so
/// that whoever has read up to a position has read all there was.
enum OutsideWorldSchema {
    static let all = Schema(
        applicationID: 0x6f75_7477,
        migrations: [
            """
            CREATE TABLE charges (
                key TEXT PRIMARY KEY,
                amount INTEGER CHECK (amount > 0),
                card TEXT,
                reference TEXT,
                state TEXT NOT NULL CHECK (state IN ('captured', 'declined', 'voided')),
                reason TEXT CHECK ((reason IS NOT NULL) = (state = 'declined')),
                refunded INTEGER NOT NULL CHECK (refunded BETWEEN 0 AND coalesce(amount, 0)),
                at INTEGER NOT NULL,
                CONSTRAINT only_a_voided_key_has_no_content CHECK (
                    state = 'voided' OR coalesce(amount, card, reference) IS NOT NULL)
            ) STRICT, WITHOUT ROWID;
            CREATE TABLE refunds (
                key TEXT PRIMARY KEY,
                charge TEXT NOT NULL REFERENCES charges,
                amount INTEGER NOT NULL CHECK (amount > 0),
                at INTEGER NOT NULL
            ) STRICT, WITHOUT ROWID;
            CREATE TABLE movements (
                position INTEGER PRIMARY KEY,
                kind TEXT NOT NULL CHECK (kind IN ('capture', 'void', 'refund')),
                charge TEXT NOT NULL REFERENCES charges,
                refund TEXT REFERENCES refunds,
                amount INTEGER NOT NULL CHECK (amount > 0),
                at INTEGER NOT NULL
            ) STRICT;
            CREATE TABLE flaky_failures (
                key TEXT PRIMARY KEY,
                count INTEGER NOT NULL
            ) STRICT, WITHOUT ROWID;
            CREATE TABLE pushes (
                position INTEGER PRIMARY KEY,
                id TEXT NOT NULL UNIQUE,
                recipient TEXT NOT NULL,
                kind TEXT NOT NULL,
                subject TEXT NOT NULL,
                text TEXT NOT NULL,
                at INTEGER NOT NULL
            ) STRICT;
            CREATE INDEX pushes_by_kind ON pushes (kind, position);
            CREATE TABLE behaviour (
                id INTEGER PRIMARY KEY CHECK (id = 1),
                latency_milliseconds INTEGER NOT NULL,
                jitter_milliseconds INTEGER NOT NULL,
                charge_failure_percent INTEGER NOT NULL,
                ask_failure_percent INTEGER NOT NULL,
                push_failure_percent INTEGER NOT NULL,
                is_down INTEGER NOT NULL
            ) STRICT;
            INSERT INTO behaviour VALUES (1, 0, 0, 0, 0, 0, 0);
            """
        ])
}
