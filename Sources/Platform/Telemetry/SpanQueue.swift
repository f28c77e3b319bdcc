/// Spans that wait to be exported: bounded, the newest dropped when there is no room, since the
/// oldest are what the others hang from.
struct SpanQueue {
    private let capacity: Int
    private var spans: [Span] = []
    private var first = 0

    init(capacity: Int) {
        self.capacity = capacity
    }

    var count: Int { spans.count - first }
    var waiting: ArraySlice<Span> { spans[first...] }

    /// False: there was no room.
    mutating func append(_ span: Span) -> Bool {
        guard count < capacity else { return false }
        spans.append(span)
        return true
    }

    mutating func popFirst(atMost limit: Int) -> [Span] {
        let end = first + min(limit, count)
        let batch = Array(spans[first..<end])
        first = end
        // What has gone is cleared away when it is half of all, so that each span is moved once.
        if first * 2 >= spans.count {
            spans.removeFirst(first)
            first = 0
        }
        return batch
    }
}
