// RFC 9110, 7.6.1 and RFC 9112, 9.3: a list of options, without case, of which `close` counts most.
// Naming a field in it takes that field off the next hop, and never off this one's framing.

extension HostileRequest {
    static let connectionFields: [HostileRequest] = [
        connection("close", .closed(after: 200)), connection("CLOSE", .closed(after: 200)),
        connection("Close, x", .closed(after: 200)), connection("x,close", .closed(after: 200)),
        connection("keep-alive, close", .closed(after: 200)),
        connection("close, keep-alive", .closed(after: 200)),
        connection(", ,close,", .closed(after: 200)),
        connection("x\r\nConnection: close", .closed(after: 200)),
        connection("keep-alive", .served(200)), connection("closed", .served(200)),
        connection("not-close", .served(200)), connection("", .served(200)),
        connection("x, y, z", .served(200)), connection("host", .served(200)),
        connection("close x", .tolerated(200, orRefused: 400)),
        connection("\"close\"", .tolerated(200, orRefused: 400)),
        connection(options(32) + "close", .closed(after: 200)),
        connection(options(33), .refused(400)),
        connection(options(16) + "x\r\nConnection: " + options(17), .refused(400)),
        connection(options(5_000), .refused(400)),
        connection(WireBytes(",").repeated(5_000), .refused(400)),
        connection("close\u{0}", .refused(400)), connection("close\r\n x", .refused(400)),
        .init(
            "Connection names the length, which still counts",
            .post("Connection: content-length", "Content-Length: 5", body: "hello"),
            .tolerated(.echo("hello"), orRefused: 400)),
        .init(
            "Connection names the transfer coding, which still counts",
            .post(
                "Connection: transfer-encoding", "Transfer-Encoding: chunked", body: helloChunk),
            .tolerated(.echo("hello"), orRefused: 400)),
        .init(
            "HTTP/1.0 closes by default", .message("GET /static HTTP/1.0", "Host: a"),
            .closed(after: 200)),
        .init(
            "HTTP/1.0 may ask to go on",
            .message("GET /static HTTP/1.0", "Host: a", "Connection: keep-alive"),
            .answered(200)),
        .init(
            "HTTP/1.0 with a body",
            .message(
                "POST /echo HTTP/1.0", "Content-Length: 5", body: "hello"),
            .closed(after: .echo("hello"))),
        .init(
            "an upgrade to h2c is not taken",
            .get("Connection: Upgrade, HTTP2-Settings", "Upgrade: h2c", "HTTP2-Settings: AAMAAABk"),
            .served(200)),
        .init(
            "an upgrade to a web socket is not taken",
            .get(
                "Connection: Upgrade", "Upgrade: websocket", "Sec-WebSocket-Version: 13",
                "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ=="),
            .served(200)),
        .init(
            "an upgrade that hides a request behind it",
            .get("Connection: Upgrade", "Upgrade: h2c") + .get(), .served(200, 200)),
        .init(
            "Proxy-Connection means nothing", .get("Proxy-Connection: close"), .served(200)),
        .init("Keep-Alive means nothing", .get("Keep-Alive: timeout=0, max=1"), .served(200)),
    ]

    private static func options(_ count: Int) -> WireBytes {
        WireBytes("x,").repeated(count - 1)
    }

    private static func connection(_ value: WireBytes, _ outcome: Outcome) -> HostileRequest {
        .init("the connection field is '\(value)'", .get("Connection: " + value), outcome)
    }
}
