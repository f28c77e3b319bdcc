extension SharedDatabase {
    /// What was answered to a request that carried an Idempotency-Key, for a day. The rows are in
    /// the order of time, so that forgetting the old ones reads only what it deletes.
    ///
    /// `answer` is null while the first request is still being worked on, and for ever where the row
    /// that `subject` names tells what was answered (ADR 0018). A key comes first in its
    /// index: keys that a client makes in the order of time (a UUIDv7, a counter) then stand next to
    /// each other, and those of a moment share a page.
    static let requestsTables = """
        CREATE TABLE requests (
            number INTEGER PRIMARY KEY,
            member BLOB NOT NULL,
            route TEXT NOT NULL,
            key TEXT NOT NULL,
            fingerprint BLOB NOT NULL,
            subject BLOB,
            answer BLOB,
            at INTEGER NOT NULL,
            CONSTRAINT one_a_key UNIQUE (key, member, route)
        ) STRICT;
        """
}
