// RFC 9112, 6.3, from the other side: a body whose end is in doubt is not handed on as whole, and
// what stands behind it is nobody's answer.

extension HostileAnswer {
    static let lengths: [HostileAnswer] = [
        framed("Content-Length: 5", .hello(reused: .must)),
        framed("content-LENGTH:5 ", .hello(reused: .must)),
        framed("Content-Length: 05", .wholeOrFailed(200, "hello")),
        framed("Content-Length: +5", .failed), framed("Content-Length: -5", .failed),
        framed("Content-Length: 5.0", .failed), framed("Content-Length: 0x5", .failed),
        framed("Content-Length: 5 5", .failed), framed("Content-Length: 5,5", .failed),
        framed("Content-Length: 5, 5", .failed), framed("Content-Length: 5;", .failed),
        framed("Content-Length:", .failed), framed("Content-Length: five", .failed),
        framed("Content-Length: 18446744073709551621", .failed),
        framed("Content-Length: 9223372036854775808", .failed),
        framed("Content-Length: 1048577", .failed),
        framed("Content-Length : 5", .failed),
        framed("Content-Length: 5\r\nContent-Length: 5", .failed),
        framed("Content-Length: 5\r\nContent-Length: 4", .failed),
        framed("Content-Length: 0\r\nContent-Length: 5", .failed),
        framed("Content-Length: 5\r\nTransfer-Encoding: chunked", .failed),
        framed("Transfer-Encoding: chunked\r\nContent-Length: 5", .failed),
        framed("Content-Length: 5\r\nTransfer-Encoding: identity", .failed),
    ]

    static let codings: [HostileAnswer] = [
        chunked("Transfer-Encoding: chunked", .hello(reused: .must)),
        chunked("transfer-encoding: CHUNKED", .hello(reused: .must)),
        chunked("Transfer-Encoding: gzip, chunked", .failed),
        chunked("Transfer-Encoding: chunked, gzip", .failed),
        chunked("Transfer-Encoding: chunked, chunked", .failed),
        chunked("Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked", .failed),
        chunked("Transfer-Encoding: identity", .failed), chunked("Transfer-Encoding:", .failed),
        chunked("Transfer-Encoding: xchunked", .failed),
        chunked("Transfer-Encoding: chunked;q=1", .failed),
        chunked("Transfer-Encoding : chunked", .failed),
        chunked("Transfer-Encoding: \u{b}chunked", .failed),
        chunked("X: y\nTransfer-Encoding: chunked", .failed),
        .init(
            "HTTP/1.0 knows no transfer coding",
            .message("HTTP/1.0 200 OK", "Transfer-Encoding: chunked", body: helloChunk), .failed,
            then: .closes),
    ]

    static let chunks: [HostileAnswer] = [
        body("0\r\n\r\n", .whole(200, "", reused: .must)),
        body("2\r\nhe\r\n3\r\nllo\r\n0\r\n\r\n", .hello(reused: .must)),
        body("5;a=b\r\nhello\r\n0;c\r\n\r\n", .hello(reused: .must)),
        body("5\r\nhello\r\n0\r\nX: y\r\n\r\n", .hello(reused: .must)),
        body("0x5\r\nhello\r\n0\r\n\r\n", .failed), body("+5\r\nhello\r\n0\r\n\r\n", .failed),
        body("-5\r\nhello\r\n0\r\n\r\n", .failed), body("5_\r\nhello\r\n0\r\n\r\n", .failed),
        body(" 5\r\nhello\r\n0\r\n\r\n", .failed), body("g\r\nhello\r\n0\r\n\r\n", .failed),
        body("\r\nhello\r\n0\r\n\r\n", .failed), body("5\nhello\r\n0\r\n\r\n", .failed),
        body("5\rhello\r\n0\r\n\r\n", .failed), body("5\r\nhello\n0\r\n\r\n", .failed),
        body("4\r\nhello\r\n0\r\n\r\n", .failed), body("6\r\nhello\r\n0\r\n\r\n", .failed),
        body("5\r\nhello\r\n0\n\r\n", .failed), body("5\r\nhello\r\n0\r\n\n", .failed),
        body("5;a\nb\r\nhello\r\n0\r\n\r\n", .failed),
        body("5;a\u{0}\r\nhello\r\n0\r\n\r\n", .failed),
        body("ffffffffffffffff\r\nhello\r\n0\r\n\r\n", .failed),
        body("10000000000000005\r\nhello\r\n0\r\n\r\n", .failed),
        body("7fffffffffffffff\r\nhello\r\n0\r\n\r\n", .failed),
        body("100001\r\nhello\r\n0\r\n\r\n", .failed),
        body("5\r\nhello\r\n0\r\nContent-Length: 5\r\n\r\n", .failed),
        body("5\r\nhello\r\n0\r\nTransfer-Encoding: chunked\r\n\r\n", .failed),
        body("5\r\nhello\r\n0\r\nX : y\r\n\r\n", .failed),
        body("5\r\nhello\r\n0\r\n X: y\r\n\r\n", .failed),
        body("5\r\nhello\r\n0\r\nX: a\r\n b\r\n\r\n", .failed),
        body("5;" + WireBytes("a").repeated(2_000) + "\r\nhello\r\n0\r\n\r\n", .failed),
        body("5\r\nhello\r\n0\r\n" + WireBytes("X: y\r\n").repeated(17) + "\r\n", .failed),
        body("5\r\nhello\r\n0\r\nX: " + WireBytes("y").repeated(5_000) + "\r\n\r\n", .failed),
        body(WireBytes("10000\r\n" + large + "\r\n").repeated(17), .failed),
    ]

    static let helloChunk: WireBytes = "5\r\nhello\r\n0\r\n\r\n"
    private static let large = String(repeating: "x", count: 65_536)

    private static func framed(_ lines: WireBytes, _ outcome: AnswerOutcome) -> HostileAnswer {
        .init(
            "the body is framed by '\(lines)'",
            .message("HTTP/1.1 200 OK", lines, body: "hello"), outcome)
    }

    private static func chunked(_ lines: WireBytes, _ outcome: AnswerOutcome) -> HostileAnswer {
        .init(
            "the chunks are announced by '\(lines)'",
            .message("HTTP/1.1 200 OK", lines, body: helloChunk), outcome)
    }

    private static func body(_ body: WireBytes, _ outcome: AnswerOutcome) -> HostileAnswer {
        .init(
            "the chunks are '\(body)'",
            .message("HTTP/1.1 200 OK", "Transfer-Encoding: chunked", body: body), outcome)
    }
}
