import EventLoop

extension EventLoop {
    /// The loop that handles the request.
    static var here: EventLoop {
        guard let loop = current else { preconditionFailure("a request is handled on a loop") }
        return loop
    }
}
