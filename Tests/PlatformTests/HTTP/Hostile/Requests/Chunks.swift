// RFC 9112, 7.1: a size of hex digits, extensions, CRLF, that many bytes, CRLF, and a last chunk of
// size zero. Where a parser is generous here, the next request begins somewhere else.

extension HostileRequest {
    static let chunkSizes: [HostileRequest] = [
        size("5", .served(.echo("hello"))), size("05", .served(.echo("hello"))),
        size("0000000005", .served(.echo("hello"))),
        size("0000000000000000000000000000000005", .tolerated(.echo("hello"), orRefused: 400, 413)),
        size("0x5", .refused(400)), size("0X5", .refused(400)), size("x5", .refused(400)),
        size("5h", .refused(400)), size("$5", .refused(400)), size("#5", .refused(400)),
        size("+5", .refused(400)), size("-5", .refused(400)), size("-0", .refused(400)),
        size("5_", .refused(400)), size("0_5", .refused(400)), size("5'", .refused(400)),
        size(" 5", .refused(400)), size("\t5", .refused(400)), size("5 5", .refused(400)),
        size("5 ", .tolerated(.echo("hello"), orRefused: 400)),
        size("5\t", .tolerated(.echo("hello"), orRefused: 400)),
        size("5,", .refused(400)), size("5.", .refused(400)), size("5.0", .refused(400)),
        size("", .refused(400)), size(" ", .refused(400)), size(";a", .refused(400)),
        size("g", .refused(400)), size("five", .refused(400)), size("\"5\"", .refused(400)),
        size("5\u{0}", .refused(400)), size("\u{0}5", .refused(400)), size("5\u{b}", .refused(400)),
        size("5\u{a0}", .refused(400)), size("\u{b2}", .refused(400)),
        size("\r5", .refused(400)), size("5\r", .refused(400)), size("\n5", .refused(400)),
        size("5\n", .refused(400)), size("\r\n5", .refused(400)),
        size("100001", .refused(413)), size("7fffffff", .refused(413)),
        size("80000000", .refused(400, 413)), size("ffffffff", .refused(400, 413)),
        size("100000000", .refused(400, 413)), size("100000005", .refused(400, 413)),
        size("7fffffffffffffff", .refused(400, 413)), size("8000000000000000", .refused(400, 413)),
        size("8000000000000005", .refused(400, 413)), size("fffffffffffffffe", .refused(400, 413)),
        size("ffffffffffffffff", .refused(400, 413)), size("10000000000000000", .refused(400, 413)),
        size("10000000000000005", .refused(400, 413)),
        size("100000000000000000000000000000005", .refused(400, 413)),
        .init(
            "sizes in either case", .chunked("a\r\n0123456789\r\nA\r\n0123456789\r\n0\r\n\r\n"),
            .served(.echo("01234567890123456789"))),
        .init(
            "a size of a thousand zeros and a five",
            .chunked(WireBytes("0").repeated(1_000) + HostileRequest.helloChunk),
            .tolerated(.echo("hello"), orRefused: 400, 413)),
        .init(
            "a size of ten thousand digits",
            .chunked(WireBytes("1").repeated(10_000) + "\r\n"), .refused(400, 413)),
    ]

    static let chunkData: [HostileRequest] = [
        chunks("0\r\n\r\n", .served(.echo(""))),
        chunks("1\r\nh\r\n1\r\ne\r\n3\r\nllo\r\n0\r\n\r\n", .served(.echo("hello"))),
        chunks("7\r\n0\r\n\r\nGE\r\n0\r\n\r\n", .served(.echo("0\r\n\r\nGE"))),
        chunks("2\r\n\r\n\r\n0\r\n\r\n", .served(.echo("\r\n"))),
        chunks("5\r\nhello\r\n000\r\n\r\n", .served(.echo("hello"))),
        chunks("4\r\nhello\r\n0\r\n\r\n", .refused(400)),
        chunks("6\r\nhello\r\n0\r\n\r\n", .refused(400)),
        chunks("5\r\nhello0\r\n\r\n", .refused(400)),
        chunks("5\r\nhello\n0\r\n\r\n", .refused(400)),
        chunks("5\r\nhello\r0\r\n\r\n", .refused(400)),
        chunks("5\r\nhello\n\r0\r\n\r\n", .refused(400)),
        chunks("5\r\nhello\r\r\n0\r\n\r\n", .refused(400)),
        chunks("5\r\nhello \r\n0\r\n\r\n", .refused(400)),
        chunks("5\r\nhello\r\n\r\n0\r\n\r\n", .refused(400)),
        chunks("5\nhello\r\n0\r\n\r\n", .refused(400)),
        chunks("5\rhello\r\n0\r\n\r\n", .refused(400)),
        chunks("5\r\rhello\r\n0\r\n\r\n", .refused(400)),
        chunks("5\n\rhello\r\n0\r\n\r\n", .refused(400)),
        chunks("5hello\r\n0\r\n\r\n", .refused(400)),
        chunks("5\r\nhello\r\n0\n\r\n", .refused(400)),
        chunks("5\r\nhello\r\n0\r\n\n", .refused(400)),
        chunks("5\r\nhello\r\n0\n\n", .refused(400)),
        chunks("5\r\nhello\r\n0\r\r\n\r\n", .refused(400)),
        chunks("5\r\nhello\r\n0\r\n\r\r\n\r\n", .refused(400)),
        chunks("5\r\nhello\r\n0\r\n \r\n\r\n", .refused(400)),
        chunks("hello\r\n\r\n", .refused(400)),
        chunks("\r\n\r\n", .refused(400)),
        chunks("\r\n5\r\nhello\r\n0\r\n\r\n", .refused(400)),
        chunks("0\r\n\r\n0\r\n\r\n", .refused(400, after: [.echo("")])),
        .init(
            "ten thousand chunks of one byte",
            .chunked(WireBytes("1\r\nx\r\n").repeated(10_000) + "0\r\n\r\n"),
            .served(.echo(WireBytes("x").repeated(10_000)))),
    ]

    static let chunkExtensions: [HostileRequest] = [
        size("5;a", .served(.echo("hello"))), size("5;a=b", .served(.echo("hello"))),
        size("5;a=b;c;d=e", .served(.echo("hello"))),
        size("5;a=\"b;c, d\"", .served(.echo("hello"))),
        size("5;a=\"\\\"\"", .served(.echo("hello"))),
        size("5 ; a = b", .tolerated(.echo("hello"), orRefused: 400)),
        size("5;", .tolerated(.echo("hello"), orRefused: 400)),
        size("5;;a", .tolerated(.echo("hello"), orRefused: 400)),
        size("5;a=", .tolerated(.echo("hello"), orRefused: 400)),
        size("5;=b", .tolerated(.echo("hello"), orRefused: 400)),
        size("5;a b", .tolerated(.echo("hello"), orRefused: 400)),
        size("5;a=\"b", .tolerated(.echo("hello"), orRefused: 400)),
        size("5;\u{e9}", .tolerated(.echo("hello"), orRefused: 400)),
        size("5;a\nb", .refused(400)), size("5;\n", .refused(400)), size("5;a\rb", .refused(400)),
        size("5;a=\"\n\"", .refused(400)), size("5;a=\"\r\"", .refused(400)),
        size("5;a\u{0}", .refused(400)), size("5;a\u{1}", .refused(400)),
        size("5;a\u{b}", .refused(400)), size("5;a=\"\u{0}\"", .refused(400)),
        size("5;a\u{7f}", .refused(400)),
        .init(
            "an extension on the last chunk", .chunked("5\r\nhello\r\n0;a=b\r\n\r\n"),
            .served(.echo("hello"))),
        .init(
            "a bare LF in the extension of the last chunk",
            .chunked("5\r\nhello\r\n0;a\n\r\n\r\n"), .refused(400)),
        .init(
            "an extension hides a second request behind a bare LF",
            .chunked("2;\nxx\r\n4c\r\n0\r\n\r\nGET /static HTTP/1.1\r\nHost: a\r\n\r\n"),
            .refused(400)),
        .init(
            "an extension of 500 bytes",
            .chunked("5;" + WireBytes("a").repeated(500) + "\r\nhello\r\n0\r\n\r\n"),
            .served(.echo("hello"))),
        .init(
            "an extension of 2,000 bytes",
            .chunked("5;" + WireBytes("a").repeated(2_000) + "\r\nhello\r\n0\r\n\r\n"),
            .refused(400, 413, 431)),
        .init(
            "a thousand small extensions on one chunk",
            .chunked("5" + WireBytes(";a").repeated(1_000) + "\r\nhello\r\n0\r\n\r\n"),
            .refused(400, 413, 431)),
        .init(
            "an extension that never ends",
            .chunked("5;" + WireBytes("a").repeated(20_000)), .refused(400, 413, 431)),
    ]

    private static func size(_ size: WireBytes, _ outcome: Outcome) -> HostileRequest {
        .init(
            "a chunk's size line is '\(size)'",
            .chunked(size + "\r\nhello\r\n0\r\n\r\n"), outcome)
    }

    private static func chunks(_ body: WireBytes, _ outcome: Outcome) -> HostileRequest {
        .init("the chunks are '\(body)'", .chunked(body), outcome)
    }
}
