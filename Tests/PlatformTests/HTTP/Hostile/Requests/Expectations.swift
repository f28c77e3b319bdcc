// RFC 9110, 10.1.1: 100-continue is the one expectation there is. The interim answer must come only
// to who asked for it in HTTP/1.1, once, and never in the place of the final one.

extension HostileRequest {
    static let expectations: [HostileRequest] = [
        expect("100-continue", .served(.echo("hello", interim: .allowed))),
        expect("100-Continue", .served(.echo("hello", interim: .allowed))),
        expect(" 100-continue\t", .served(.echo("hello", interim: .allowed))),
        expect("100-continue, 100-continue", lenient), expect("100-continue,", lenient),
        expect("", lenient),
        expect("100", unmet), expect("100 continue", unmet), expect("100-continues", unmet),
        expect("x100-continue", unmet), expect("200-ok", unmet), expect("101-continue", unmet),
        expect("100-continue;q=1", unmet), expect("100-continue=x", unmet),
        expect("100-continue, x", unmet), expect("x, 100-continue", unmet),
        expect("\"100-continue\"", unmet), expect("anything", unmet),
        expect("100-continue\u{0}", .refused(400)), expect("100-continue\r\n x", .refused(400)),
        .init(
            "two expectations, one of them unknown",
            .post("Expect: 100-continue", "Expect: x", "Content-Length: 5", body: "hello"), unmet),
        .init(
            "an expectation without a body", .get("Expect: 100-continue"), bodiless),
        .init(
            "an expectation with an empty body",
            .post("Expect: 100-continue", "Content-Length: 0"),
            .served(.echo("", interim: .allowed))),
        .init(
            "an expectation before chunks",
            .post(
                "Expect: 100-continue", "Transfer-Encoding: chunked",
                body: HostileRequest.helloChunk),
            .served(.echo("hello", interim: .allowed))),
        .init(
            "HTTP/1.0 knows no interim answer",
            .message(
                "POST /echo HTTP/1.0", "Host: a", "Expect: 100-continue", "Content-Length: 5",
                body: "hello"),
            .closed(after: .echo("hello"))),
        .init(
            "an expectation and a body too large",
            .post("Expect: 100-continue", "Content-Length: 1048577"), .refused(413)),
        .init(
            "an expectation and two framings",
            .post(
                "Expect: 100-continue", "Content-Length: 5", "Transfer-Encoding: chunked",
                body: HostileRequest.helloChunk),
            .refused(400)),
        .init(
            "an expectation for nothing there, and a body that is a request",
            .message(
                "POST /no HTTP/1.1", "Host: a", "Expect: 100-continue", "Content-Length: 37",
                body: "GET /static HTTP/1.1\r\nHost: abcde\r\n\r\n"),
            .answered(ExpectedAnswer(statuses: [404], interim: .allowed))),
    ]

    private static let unmet = Outcome.answered(417)
    private static let lenient = Outcome.either(
        .served(.echo("hello", interim: .allowed)), .answered(417))
    private static let bodiless = Outcome.served(
        ExpectedAnswer(statuses: [200], interim: .allowed))

    private static func expect(_ value: WireBytes, _ outcome: Outcome) -> HostileRequest {
        .init(
            "the expectation is '\(value)'",
            .post("Expect:" + value, "Content-Length: 5", body: "hello"), outcome)
    }
}
