// RFC 9112, 9.3.2: answers come in the order of the requests, one each, and a fault ends the
// connection there: what stood behind it is never looked at.

extension HostileRequest {
    static let pipelines: [HostileRequest] = [
        .init("two requests in one piece", .get() + .get(), .served(200, 200)),
        .init(
            "ten requests in one piece", WireBytes.get().repeated(10),
            Outcome(scripts: [.init(answers: Array(repeating: 200, count: 10), ending: .open)])),
        .init(
            "a hundred requests in one piece", WireBytes.get().repeated(100),
            Outcome(scripts: [.init(answers: Array(repeating: 200, count: 100), ending: .open)])),
        .init(
            "bodies come back in order", say("one") + say("two") + say("three"),
            .served(.echo("one"), .echo("two"), .echo("three"))),
        .init(
            "a slow body before a quick question", .chunked(helloChunk) + .get(),
            .served(.echo("hello"), 200)),
        .init(
            "HEAD between two others",
            say("one") + .message("HEAD /static HTTP/1.1", "Host: a") + say("two"),
            .served(.echo("one"), .toHead(200), .echo("two"))),
        .init(
            "a resource that is not there between two others",
            .get() + .get(target: "/no") + .get(), .served(200, 404, 200)),
        .init("an empty line between two", .get() + "\r\n" + .get(), .served(200, 200)),
        .init(
            "an empty line after a body, as old browsers sent it", say("one") + "\r\n" + .get(),
            .served(.echo("one"), 200)),
        .init(
            "two empty lines between two", .get() + "\r\n\r\n" + .get(),
            .refused(400, after: [200])),
        .init("a bare LF between two", .get() + "\n" + .get(), .refused(400, after: [200])),
        .init("a NUL between two", .get() + "\u{0}" + .get(), .refused(400, after: [200])),
        .init("a space between two", .get() + " " + .get(), .refused(400, after: [200])),
        .init(
            "the second is unsound, the third is never seen",
            .get() + .get("X : y") + .get(), .refused(400, after: [200])),
        .init(
            "the second is framed twice, the third is never seen",
            say("one")
                + .post("Content-Length: 5", "Transfer-Encoding: chunked", body: helloChunk)
                + .get(),
            .refused(400, after: [.echo("one")])),
        .init(
            "the second has no host", .get() + .message("GET /static HTTP/1.1") + .get(),
            .refused(400, after: [200])),
        .init(
            "the second is too large", .get() + .post("Content-Length: 1048577") + .get(),
            .refused(413, after: [200])),
        .init(
            "the first asks for the close, the second is never seen",
            .get("Connection: close") + .get(), .closed(after: 200)),
        .init(
            "the second asks for the close, the third is never seen",
            .get() + .get("Connection: close") + .get(), .closed(after: 200, 200)),
        .init(
            "the second is HTTP/1.0, the third is never seen",
            .get() + .message("GET /static HTTP/1.0") + .get(), .closed(after: 200, 200)),
        .init(
            "a close in a request with a body",
            .post(
                "Connection: close", "Content-Length: 5", body: "hello") + .get(),
            .closed(after: .echo("hello"))),
        .init(
            "a close in a chunked request",
            .post(
                "Connection: close", "Transfer-Encoding: chunked", body: helloChunk) + .get(),
            .closed(after: .echo("hello"))),
    ]

    private static func say(_ body: WireBytes) -> WireBytes {
        .post("Content-Length: " + WireBytes("\(body.bytes.count)"), body: body)
    }
}
