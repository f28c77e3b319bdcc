import Testing

/// What every phase must do, seen from outside, with real processes and real sockets. One test at a
/// time: the audit that ends each is of the whole system.
@Suite(.phase(1), .serialized)
struct ConformanceTests {
}
