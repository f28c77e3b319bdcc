// RFC 9112, 3: method SP request-target SP HTTP-version. One space is one space, and a line ends
// with CRLF. A lenient reader here is what lets two servers in a row see two different requests.

extension HostileRequest {
    static let requestLines: [HostileRequest] = [
        .init("a plain request is served", .get(), .served(200)),
        .init(
            "two spaces stand after the method",
            .message("GET  /static HTTP/1.1", "Host: a"), .refused(400)),
        .init(
            "two spaces stand before the version",
            .message("GET /static  HTTP/1.1", "Host: a"), .refused(400)),
        .init(
            "a tab stands after the method",
            .message("GET\t/static HTTP/1.1", "Host: a"), .refused(400)),
        .init(
            "a tab stands before the version",
            .message("GET /static\tHTTP/1.1", "Host: a"), .refused(400)),
        .init(
            "a vertical tab separates the words",
            .message("GET\u{b}/static\u{b}HTTP/1.1", "Host: a"), .refused(400)),
        .init(
            "a form feed separates the words",
            .message("GET\u{c}/static\u{c}HTTP/1.1", "Host: a"), .refused(400)),
        .init(
            "a no-break space separates the words",
            .message("GET\u{a0}/static\u{a0}HTTP/1.1", "Host: a"), .refused(400)),
        .init(
            "a space stands before the method",
            .message(" GET /static HTTP/1.1", "Host: a"), .refused(400)),
        .init(
            "a tab stands before the method",
            .message("\tGET /static HTTP/1.1", "Host: a"), .refused(400)),
        .init(
            "a space stands after the version",
            .message("GET /static HTTP/1.1 ", "Host: a"), .refused(400)),
        .init(
            "a tab stands after the version",
            .message("GET /static HTTP/1.1\t", "Host: a"), .refused(400)),
        .init(
            "a fourth word stands after the version",
            .message("GET /static HTTP/1.1 HTTP/1.1", "Host: a"), .refused(400)),
        .init(
            "a space stands inside the target",
            .message("GET /sta tic HTTP/1.1", "Host: a"), .refused(400)),
        .init(
            "the target is missing", .message("GET HTTP/1.1", "Host: a"), .refused(400)),
        .init(
            "the target is missing between two spaces",
            .message("GET  HTTP/1.1", "Host: a"), .refused(400)),
        .init(
            "the method is missing", .message("/static HTTP/1.1", "Host: a"), .refused(400)),
        .init(
            "the version is missing, as in HTTP/0.9",
            .message("GET /static", "Host: a"), .refused(400, 505)),
        .init(
            "the version is missing after a space",
            .message("GET /static ", "Host: a"), .refused(400, 505)),
        .init("the line is one word", .message("GET", "Host: a"), .refused(400)),
        .init("the line is one space", .message(" ", "Host: a"), .refused(400)),
        .init(
            "the words are not separated at all",
            .message("GET/staticHTTP/1.1", "Host: a"), .refused(400)),
    ]

    static let requestLineEnds: [HostileRequest] = [
        .init(
            "a bare LF ends the request line",
            "GET /static HTTP/1.1\nHost: a\r\n\r\n", .refused(400)),
        .init(
            "a bare CR ends the request line",
            "GET /static HTTP/1.1\rHost: a\r\n\r\n", .refused(400)),
        .init(
            "CR CR LF ends the request line",
            "GET /static HTTP/1.1\r\r\nHost: a\r\n\r\n", .refused(400)),
        .init(
            "LF CR ends the request line",
            "GET /static HTTP/1.1\n\rHost: a\n\r\n\r", .refused(400)),
        .init(
            "bare LFs end every line", "GET /static HTTP/1.1\nHost: a\n\n", .refused(400)),
        .init(
            "bare CRs end every line, and a good request follows",
            "GET /static HTTP/1.1\rHost: a\r\r" + .get(), .refused(400)),
        .init("one empty line stands before it", "\r\n" + .get(), .served(200)),
        .init("two empty lines stand before it", "\r\n\r\n" + .get(), .refused(400)),
        .init(
            "a hundred empty lines stand before it",
            WireBytes("\r\n").repeated(100) + .get(), .refused(400)),
        .init("a bare LF stands before it", "\n" + .get(), .refused(400)),
        .init("a bare CR stands before it", "\r" + .get(), .refused(400)),
        .init("a line of one space stands before it", " \r\n" + .get(), .refused(400)),
        .init("a byte order mark stands before it", "\u{ef}\u{bb}\u{bf}" + .get(), .refused(400)),
        .init("a NUL stands before it", "\u{0}" + .get(), .refused(400)),
        .init(
            "a NUL stands after the version",
            .message("GET /static HTTP/1.1\u{0}", "Host: a"), .refused(400)),
        .init(
            "a NUL ends the method",
            .message("GET\u{0} /static HTTP/1.1", "Host: a"), .refused(400)),
        .init(
            "a NUL takes the place of the first space",
            .message("GET\u{0}/static HTTP/1.1", "Host: a"), .refused(400)),
    ]
}
