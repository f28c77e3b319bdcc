// The client hangs up in the middle. Nothing it began may be answered as if it were whole; what it
// had finished is answered all the same.

extension HostileRequest {
    static let cutShort: [HostileRequest] = [
        .init("nothing at all", "", .cutShort()),
        .init("an empty line", "\r\n", .cutShort()),
        .init("half a method", "GE", .cutShort()),
        .init("half a target", "GET /sta", .cutShort()),
        .init("a request line without its end", "GET /static HTTP/1.1", .cutShort()),
        .init("a request line and half its end", "GET /static HTTP/1.1\r", .cutShort()),
        .init("a request line", "GET /static HTTP/1.1\r\n", .cutShort()),
        .init("half a field", "GET /static HTTP/1.1\r\nHost: a", .cutShort()),
        .init("a head without its empty line", "GET /static HTTP/1.1\r\nHost: a\r\n", .cutShort()),
        .init(
            "a head and half its empty line", "GET /static HTTP/1.1\r\nHost: a\r\n\r",
            .cutShort()),
        .init("a body that does not come", .post("Content-Length: 5"), .cutShort()),
        .init("a body a byte short", .post("Content-Length: 5", body: "hell"), .cutShort()),
        .init("chunks that do not come", .chunked(""), .cutShort()),
        .init("half a chunk size", .chunked("5"), .cutShort()),
        .init("a chunk size without its LF", .chunked("5\r"), .cutShort()),
        .init("a chunk size alone", .chunked("5\r\n"), .cutShort()),
        .init("half a chunk", .chunked("5\r\nhel"), .cutShort()),
        .init("a chunk without its end", .chunked("5\r\nhello"), .cutShort()),
        .init("no last chunk", .chunked("5\r\nhello\r\n"), .cutShort()),
        .init("half a last chunk", .chunked("5\r\nhello\r\n0"), .cutShort()),
        .init("a last chunk without its last line", .chunked("5\r\nhello\r\n0\r\n"), .cutShort()),
        .init("half a trailer", .chunked("5\r\nhello\r\n0\r\nX: y"), .cutShort()),
        .init("all but the last byte", .chunked("5\r\nhello\r\n0\r\n\r"), .cutShort()),
        .init("one request and half of another", .get() + "GET /st", .cutShort(after: 200)),
        .init(
            "one request and half the body of another",
            .get() + .post("Content-Length: 5", body: "he"), .cutShort(after: 200)),
        .init("a whole request, then the end", .get(), .wholeThenEnd(200)),
        .init(
            "a whole request with a body, then the end",
            .post("Content-Length: 5", body: "hello"), .wholeThenEnd(.echo("hello"))),
        .init(
            "three whole requests, then the end", WireBytes.get().repeated(3),
            .wholeThenEnd(200, 200, 200)),
    ]
}

extension Outcome {
    /// A client that ends its sending half is still owed what it asked for.
    fileprivate static func wholeThenEnd(_ answers: ExpectedAnswer...) -> Outcome {
        Outcome(scripts: [.init(answers: answers, ending: .closed)], cut: true)
    }
}
