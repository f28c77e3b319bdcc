// RFC 9112, 7.1.2: fields after the last chunk, under the rules of fields. They are read, bounded
// and dropped; none of them may frame, route or authenticate what was already accepted.

extension HostileRequest {
    static let trailers: [HostileRequest] = [
        trailer("X: y\r\n", .served(.echo("hello"))),
        trailer("X: y\r\nDigest: sha-256=abc\r\n", .served(.echo("hello"))),
        trailer("X:\r\n", .served(.echo("hello"))),
        trailer("X: \u{ed}\u{95}\u{9c}\r\n", .served(.echo("hello"))),
        trailer("Content-Length: 5\r\n", .refused(400)),
        trailer("content-length: 0\r\n", .refused(400)),
        trailer("Transfer-Encoding: chunked\r\n", .refused(400)),
        trailer("transfer-encoding: identity\r\n", .refused(400)),
        trailer("Host: b\r\n", .tolerated(.echo("hello"), orRefused: 400)),
        trailer("Authorization: Bearer x\r\n", .tolerated(.echo("hello"), orRefused: 400)),
        trailer("Connection: close\r\n", .tolerated(.echo("hello"), orRefused: 400)),
        trailer("Expect: 100-continue\r\n", .tolerated(.echo("hello"), orRefused: 400)),
        trailer("X : y\r\n", .refused(400)), trailer("X\t: y\r\n", .refused(400)),
        trailer(" X: y\r\n", .refused(400)), trailer("\tX: y\r\n", .refused(400)),
        trailer("X: y\r\n z\r\n", .refused(400)), trailer("X\r\n", .refused(400)),
        trailer(": y\r\n", .refused(400)), trailer("X Y: z\r\n", .refused(400)),
        trailer("X\u{0}: y\r\n", .refused(400)), trailer("X: y\u{0}\r\n", .refused(400)),
        trailer("X: y\u{7f}\r\n", .refused(400)), trailer("X\u{e9}: y\r\n", .refused(400)),
        trailer("X: y\n", .refused(400)), trailer("X: y\r\r\n", .refused(400)),
        trailer("X: y\nY: z\r\n", .refused(400)), trailer("X: y\rY: z\r\n", .refused(400)),
        trailer("X: y\r\n\n", .refused(400)), trailer("X: y\r\n \r\n", .refused(400)),
        trailer("GET /static HTTP/1.1\r\nHost: a\r\n", .refused(400)),
        .init(
            "a request follows the trailers", .chunked("0\r\nX: y\r\n\r\n" + .get()),
            .served(.echo(""), 200)),
        .init(
            "a trailer is announced and comes",
            .post("Transfer-Encoding: chunked", "Trailer: X", body: "0\r\nX: y\r\n\r\n"),
            .served(.echo(""))),
        .init(
            "a trailer is announced and does not come",
            .post("Transfer-Encoding: chunked", "Trailer: X", body: "0\r\n\r\n"),
            .served(.echo(""))),
        .init(
            "a trailer announced without chunks",
            .post("Trailer: X", "Content-Length: 5", body: "hello"), .served(.echo("hello"))),
        trailer(WireBytes("X: y\r\n").repeated(16), .served(.echo("hello"))),
        trailer(WireBytes("X: y\r\n").repeated(17), .refused(400, 413, 431)),
        trailer(WireBytes("X: y\r\n").repeated(1_000), .refused(400, 413, 431)),
        trailer("X: " + WireBytes("y").repeated(3_900) + "\r\n", .served(.echo("hello"))),
        trailer("X: " + WireBytes("y").repeated(5_000) + "\r\n", .refused(400, 413, 431)),
        .init(
            "a trailer that never ends", .chunked("0\r\nX: " + WireBytes("y").repeated(20_000)),
            .refused(400, 413, 431)),
        .init(
            "a trailer name that never ends", .chunked("0\r\n" + WireBytes("X").repeated(20_000)),
            .refused(400, 413, 431)),
    ]

    private static func trailer(_ lines: WireBytes, _ outcome: Outcome) -> HostileRequest {
        let shown = lines.bytes.count > 60 ? "\(lines.bytes.count) bytes" : lines.description
        return .init(
            "the trailer is '\(shown)'", .chunked("5\r\nhello\r\n0\r\n" + lines + "\r\n"), outcome)
    }
}
