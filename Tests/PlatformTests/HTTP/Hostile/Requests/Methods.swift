// RFC 9110, 9: a method is a case-sensitive token; one we do not know is 501, one that a resource
// does not take is 405.

extension HostileRequest {
    static let methods: [HostileRequest] = [
        .init("GET in lower case", .message("get /static HTTP/1.1", "Host: a"), .answered(501)),
        .init("GET in mixed case", .message("Get /static HTTP/1.1", "Host: a"), .answered(501)),
        .init(
            "GET with a T too many", .message("GETT /static HTTP/1.1", "Host: a"), .answered(501)),
        .init("GET with a T too few", .message("GE /static HTTP/1.1", "Host: a"), .answered(501)),
        .init("an invented method", .message("FROBNICATE / HTTP/1.1", "Host: a"), .answered(501)),
        .init("a method of one letter", .message("M / HTTP/1.1", "Host: a"), .answered(501)),
        .init(
            "a method of every character that a token may have",
            .message("!#$%&'*+-.^_`|~09azAZ / HTTP/1.1", "Host: a"), .answered(501)),
        .init("a colon in the method", .message("GET: / HTTP/1.1", "Host: a"), .refused(400)),
        .init("a comma in the method", .message("GET,HEAD / HTTP/1.1", "Host: a"), .refused(400)),
        .init("brackets around the method", .message("[GET] / HTTP/1.1", "Host: a"), .refused(400)),
        .init("braces around the method", .message("{GET} / HTTP/1.1", "Host: a"), .refused(400)),
        .init("quotes around the method", .message("\"GET\" / HTTP/1.1", "Host: a"), .refused(400)),
        .init("a slash in the method", .message("GET/POST / HTTP/1.1", "Host: a"), .refused(400)),
        .init("an equals sign in the method", .message("G=T / HTTP/1.1", "Host: a"), .refused(400)),
        .init("an at sign in the method", .message("G@T / HTTP/1.1", "Host: a"), .refused(400)),
        .init("a backslash in the method", .message("G\\T / HTTP/1.1", "Host: a"), .refused(400)),
        .init("a NUL in the method", .message("G\u{0}T / HTTP/1.1", "Host: a"), .refused(400)),
        .init("a DEL in the method", .message("G\u{7f}T / HTTP/1.1", "Host: a"), .refused(400)),
        .init("an accent in the method", .message("G\u{c9}T / HTTP/1.1", "Host: a"), .refused(400)),
        .init(
            "a method as long as a line",
            .message(WireBytes("M").repeated(7_000) + " / HTTP/1.1", "Host: a"),
            .tolerated(501, orRefused: 400, 414, 501)),
        .init(
            "HEAD has fields and no body", .message("HEAD /static HTTP/1.1", "Host: a"),
            .served(.toHead(200))),
        .init(
            "HEAD of nothing has no body either", .message("HEAD /no HTTP/1.1", "Host: a"),
            .served(.toHead(404))),
        .init(
            "HEAD where only POST is taken", .message("HEAD /echo HTTP/1.1", "Host: a"),
            .answered(.toHead(405))),
        .init(
            "GET where only POST is taken", .message("GET /echo HTTP/1.1", "Host: a"),
            .answered(405)),
        .init(
            "DELETE where only GET is taken", .message("DELETE /static HTTP/1.1", "Host: a"),
            .answered(405)),
        .init(
            "PUT of a body where only GET is taken",
            .message("PUT /static HTTP/1.1", "Host: a", "Content-Length: 5", body: "hello"),
            .answered(405)),
        .init(
            "TRACE would mirror cookies and is not taken",
            .message("TRACE /static HTTP/1.1", "Host: a"), .answered(.any(of: 405, 501))),
        .init(
            "OPTIONS of a resource", .message("OPTIONS /static HTTP/1.1", "Host: a"),
            .answered(.any(of: 200, 204, 405))),
        .init("POST without a length has an empty body", .post(), .served(.echo(""))),
    ]
}
