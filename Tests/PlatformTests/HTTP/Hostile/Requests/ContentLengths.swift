// RFC 9112, 6.3: one Content-Length of digits, or the message is not framed. A lenient sum here is
// half of every smuggling attack, so equal repetitions, which the RFC lets pass, are refused too.

extension HostileRequest {
    static let contentLengths: [HostileRequest] = [
        length("5", .served(.echo("hello"))), length(" 5", .served(.echo("hello"))),
        length("5 ", .served(.echo("hello"))), length("\t5\t", .served(.echo("hello"))),
        length("05", .tolerated(.echo("hello"), orRefused: 400)),
        length("0000000000000000000000000000005", .tolerated(.echo("hello"), orRefused: 400)),
        length("+5", .refused(400)), length("-5", .refused(400)), length("-0", .refused(400)),
        length("5.0", .refused(400)), length("5.", .refused(400)), length("5e0", .refused(400)),
        length("0x5", .refused(400)), length("5h", .refused(400)), length("0b101", .refused(400)),
        length("5_0", .refused(400)), length("5'0", .refused(400)), length("5 5", .refused(400)),
        length("5,", .refused(400)), length(",5", .refused(400)), length("5,5", .refused(400)),
        length("5, 5", .refused(400)), length("5, 6", .refused(400)), length("5;5", .refused(400)),
        length("5;q=1", .refused(400)), length("\"5\"", .refused(400)),
        length("'5'", .refused(400)),
        length("(5)", .refused(400)), length("five", .refused(400)), length("NaN", .refused(400)),
        length("", .refused(400)), length(" ", .refused(400)), length("\t", .refused(400)),
        length("5\u{0}", .refused(400)), length("\u{0}5", .refused(400)),
        length("5\u{b}", .refused(400)), length("\u{b}5", .refused(400)),
        length("\u{a0}5", .refused(400)), length("5\u{a0}", .refused(400)),
        length("\u{b2}", .refused(400)), length("\u{d9}\u{a5}", .refused(400)),
        length("\r5", .refused(400)), length("5\r", .refused(400)), length("5\n", .refused(400)),
        length("\r\n 5", .refused(400)), length("5\r\n 5", .refused(400)),
        length("1048577", .refused(413)),
        length("2147483648", .refused(413)), length("4294967296", .refused(413)),
        length("4294967301", .refused(413)),
        length("9223372036854775807", .refused(400, 413)),
        length("9223372036854775808", .refused(400, 413)),
        length("18446744073709551615", .refused(400, 413)),
        length("18446744073709551616", .refused(400, 413)),
        length("18446744073709551621", .refused(400, 413)),
        length("340282366920938463463374607431768211461", .refused(400, 413)),
        .init(
            "a length of four hundred digits",
            .post("Content-Length: " + WireBytes("9").repeated(400), body: "hello"),
            .refused(400, 413)),
    ]

    static let contentLengthFields: [HostileRequest] = [
        .init(
            "two equal lengths",
            .post("Content-Length: 5", "Content-Length: 5", body: "hello"), .refused(400)),
        .init(
            "two lengths, the first shorter",
            .post("Content-Length: 0", "Content-Length: 5", body: "hello"), .refused(400)),
        .init(
            "two lengths, the second shorter",
            .post("Content-Length: 5", "Content-Length: 0", body: "hello"), .refused(400)),
        .init(
            "two lengths, written differently",
            .post("Content-Length: 5", "content-LENGTH: 6", body: "hello"), .refused(400)),
        .init(
            "two lengths far apart",
            .post("Content-Length: 5", "X: y", "Y: z", "Content-Length: 5", body: "hello"),
            .refused(400)),
        .init(
            "a good length and an empty one",
            .post("Content-Length: 5", "Content-Length:", body: "hello"), .refused(400)),
        .init(
            "two lengths on a request without a body",
            .get("Content-Length: 0", "Content-Length: 0"), .refused(400)),
        .init(
            "a space before the colon",
            .post("Content-Length : 5", body: "hello"), .refused(400)),
        .init(
            "no space after the colon", .post("Content-Length:5", body: "hello"),
            .served(.echo("hello"))),
        .init("another case", .post("CONTENT-lENGTH: 5", body: "hello"), .served(.echo("hello"))),
        .init(
            "an underscore makes another field, and the body a request line",
            .post("Content_Length: 5", body: "hello\r\n\r\n"), .refused(400, after: [.echo("")])),
        .init(
            "a prefix makes another field",
            .post("X-Content-Length: 5", body: "hello\r\n\r\n"), .refused(400, after: [.echo("")])),
        .init(
            "two lengths in HTTP/1.0",
            .message(
                "POST /echo HTTP/1.0", "Content-Length: 5", "Content-Length: 5", body: "hello"),
            .refused(400)),
        .init("a length of nothing", .post("Content-Length: 0"), .served(.echo(""))),
        .init(
            "bytes that look like framing are a body like any other",
            .post("Content-Length: 15", body: "0\r\n\r\nGET / HTTP"),
            .served(.echo("0\r\n\r\nGET / HTTP"))),
        .init(
            "a body of NULs", .post("Content-Length: 4", body: "\u{0}\u{0}\u{0}\u{0}"),
            .served(.echo("\u{0}\u{0}\u{0}\u{0}"))),
        .init(
            "a byte too many begins the next request",
            .post("Content-Length: 5", body: "hello(\r\n\r\n"),
            .refused(400, after: [.echo("hello")])),
        .init(
            "a GET with a body, which is read past",
            .message("GET /static HTTP/1.1", "Host: a", "Content-Length: 5", body: "hello"),
            .served(200)),
    ]

    private static func length(_ value: WireBytes, _ outcome: Outcome) -> HostileRequest {
        .init(
            "the length is '\(value)'",
            .post("Content-Length:" + value, body: "hello"), outcome)
    }
}
