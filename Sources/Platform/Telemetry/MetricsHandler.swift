import EventLoop
public import HTTP

extension ContentType {
    /// What Prometheus asks for by default.
    public static let metrics = ContentType("text/plain; version=0.0.4; charset=utf-8")
}

extension Metrics {
    /// Answers `GET /metrics`.
    public func handler(_ loops: LoopMetrics? = nil) -> Handler {
        { _ in
            if let loops, let loop = EventLoop.current { await loops.measureLag(from: loop) }
            return Response(.ok, .metrics, body: .bytes(self.page()))
        }
    }
}
