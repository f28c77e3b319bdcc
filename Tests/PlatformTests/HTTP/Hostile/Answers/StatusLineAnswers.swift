// RFC 9112, 4: HTTP-version SP 3DIGIT SP reason. A client that guesses at less takes an answer for
// what it is not.

extension HostileAnswer {
    static let statusLines: [HostileAnswer] = [
        line("HTTP/1.1 200 OK", .hello(reused: .must)), line("HTTP/1.1 200 ", .hello()),
        line("HTTP/1.1 200", .wholeOrFailed(200, "hello")),
        line("HTTP/1.1 200 a\tb \u{ed}\u{95}\u{9c}", .hello()),
        line("HTTP/1.1 299 x", .whole(299, "hello")), line("HTTP/1.1 599 x", .whole(599, "hello")),
        line("HTTP/1.1  200 OK", .failed), line("HTTP/1.1\t200 OK", .failed),
        line(" HTTP/1.1 200 OK", .failed), line("HTTP/1.1 200OK", .failed),
        line("HTTP/1.1 20 OK", .failed), line("HTTP/1.1 2000 OK", .failed),
        line("HTTP/1.1 000 x", .failed), line("HTTP/1.1 099 x", .failed),
        line("HTTP/1.1 600 x", .wholeOrFailed(600, "hello")),
        line("HTTP/1.1 999 x", .wholeOrFailed(999, "hello")),
        line("HTTP/1.1 2x0 OK", .failed), line("HTTP/1.1 +20 OK", .failed),
        line("HTTP/1.1 -20 OK", .failed), line("HTTP/1.1 0x2 OK", .failed),
        line("HTTP/1.1 OK 200", .failed), line("HTTP/1.1", .failed), line("", .failed),
        line("HTTP/1.2 200 OK", .failed), line("HTTP/2.0 200 OK", .failed),
        line("HTTP/2 200", .failed), line("HTTP/0.9 200 OK", .failed),
        line("HTTP/1.10 200 OK", .failed), line("HTTP/11.1 200 OK", .failed),
        line("http/1.1 200 OK", .failed), line("HTTP 200 OK", .failed),
        line("ICY 200 OK", .failed), line("200 OK", .failed), line("RTSP/1.0 200 OK", .failed),
        line("GET /first HTTP/1.1", .failed), line("hello", .failed),
        line("HTTP/1.1 200 O\u{0}K", .failed), line("HTTP/1.1 200 O\u{1}K", .failed),
        line("HTTP/1.1 200 O\u{7f}K", .failed), line("HTTP/1.1 200 O\rK", .failed),
        line("HTTP/1.1 200 OK\r", .failed), line("HTTP/1.1 200\u{a0}OK", .failed),
        line("HTTP/1.1 200 OK\nX: y", .failed), line("\nHTTP/1.1 200 OK", .failed),
        line("\rHTTP/1.1 200 OK", .failed), line("\u{ef}\u{bb}\u{bf}HTTP/1.1 200 OK", .failed),
        line("\r\nHTTP/1.1 200 OK", .wholeOrFailed(200, "hello")),
        .init(
            "bare LFs end every line", "HTTP/1.1 200 OK\nContent-Length: 5\n\nhello", .failed),
        .init(
            "a bare LF ends the status line", "HTTP/1.1 200 OK\nContent-Length: 5\r\n\r\nhello",
            .failed),
        .init(
            "a bare LF ends the head", "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\nhello", .failed),
        .init("a body and nothing else, as in HTTP/0.9", "hello", .failed, then: .closes),
        .init("a TLS alert", "\u{15}\u{3}\u{3}\u{0}\u{2}\u{2}\u{28}", .failed, then: .closes),
        .init(
            "a frame of HTTP/2", "\u{0}\u{0}\u{0}\u{4}\u{0}\u{0}\u{0}\u{0}\u{0}", .failed,
            then: .closes),
        .init(
            "a status line that never ends", "HTTP/1.1 200 " + WireBytes("x").repeated(20_000),
            .failed),
    ]

    static let fields: [HostileAnswer] = [
        field("X: y", .hello()), field("X:", .hello()), field("X: \u{80}\u{ff}", .hello()),
        field("Set-Cookie: a=b\r\nSet-Cookie: c=d", .hello()),
        field("X : y", .failed), field("X\t: y", .failed), field(" X: y", .failed),
        field(": y", .failed), field("X", .failed), field("X Y: z", .failed),
        field("X\u{0}: y", .failed), field("X\u{e9}: y", .failed), field("(X): y", .failed),
        field("X: a\u{0}b", .failed), field("X: a\u{1}b", .failed), field("X: a\u{7f}b", .failed),
        field("X: a\rb", .failed), field("X: a\nb", .failed), field("X: a\r", .failed),
        field("X: a\nContent-Length: 0", .failed), field("X: a\r\n b", .failed),
        field("X: a\r\n\tb", .failed), field("X:\r\n a", .failed),
        field("X: " + WireBytes("y").repeated(15_000), .hello()),
        field("X: " + WireBytes("y").repeated(17_000), .failed),
        field(WireBytes("X: y\r\n").repeated(98) + "X: y", .hello()),
        field(WireBytes("X: y\r\n").repeated(100) + "X: y", .failed),
        .init(
            "fields that never end", "HTTP/1.1 200 OK\r\n" + WireBytes("X: y\r\n").repeated(4_000),
            .failed),
    ]

    private static func line(_ line: WireBytes, _ outcome: AnswerOutcome) -> HostileAnswer {
        .init(
            "the status line is '\(line)'", .message(line, "Content-Length: 5", body: "hello"),
            outcome)
    }

    private static func field(_ line: WireBytes, _ outcome: AnswerOutcome) -> HostileAnswer {
        let shown = line.bytes.count > 60 ? "\(line.bytes.count) bytes" : line.description
        return .init(
            "a field line is '\(shown)'",
            .message("HTTP/1.1 200 OK", "Content-Length: 5", line, body: "hello"), outcome)
    }
}
