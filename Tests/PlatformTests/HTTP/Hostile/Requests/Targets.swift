// RFC 9112, 3.2: four forms of a target, and RFC 3986 for what stands in them. This server serves
// the origin form, the absolute form of its own scheme, and the asterisk for OPTIONS.

extension HostileRequest {
    static let targetForms: [HostileRequest] = [
        target("http://a/static", .served(200)),
        target("HTTP://A/static", .served(200)),
        target("http://a:80/static", .tolerated(200, orRefused: 400)),
        target("http://a/static?q=1", .served(200)),
        target("http://other/static", .tolerated(200, orRefused: 400, 421)),
        target("http://a", .served(.any(of: 200, 404))),
        target("http://a?q=1", .tolerated(.any(of: 200, 404), orRefused: 400)),
        target("http://", .refused(400)),
        target("http:///static", .refused(400)),
        target("http://:80/static", .refused(400)),
        target("http://me@a/static", .refused(400)),
        target("http://me:secret@a/static", .refused(400)),
        target("http://a:99999999999999999999/static", .refused(400)),
        target("http://a:8x/static", .refused(400)),
        target("http://[::1/static", .refused(400)),
        target("http:/a/static", .refused(400)),
        target("http:a/static", .refused(400)),
        target("https://a/static", .refused(400, 421)),
        target("ftp://a/static", .refused(400, 421)),
        target("file:///etc/passwd", .refused(400, 421)),
        target("javascript:alert(1)", .refused(400, 421)),
        target("://a/static", .refused(400)),
        target("static", .refused(400)),
        target("a:80", .refused(400, 421)),
        target("a/static", .refused(400)),
        target("?q=1", .refused(400)),
        target("*", .refused(400)),
        .init(
            "an absolute target does not stand in for Host",
            .message("GET http://a/static HTTP/1.1"), .refused(400)),
        .init(
            "an absolute target with a port that Host repeats",
            .message("GET http://a:80/static HTTP/1.1", "Host: a:80"), .served(200)),
        .init(
            "an absolute target in HTTP/1.0",
            .message("GET http://a/static HTTP/1.0"), .closed(after: 200)),
        .init(
            "an absolute target with a user in HTTP/1.0",
            .message("GET http://me@a/static HTTP/1.0"), .refused(400)),
        .init(
            "an absolute target with a bad authority in HTTP/1.0",
            .message("GET http://[a/static HTTP/1.0"), .refused(400)),
        .init(
            "OPTIONS * asks the server itself", .message("OPTIONS * HTTP/1.1", "Host: a"),
            .answered(.any(of: 200, 204, 404, 405))),
        .init(
            "OPTIONS *x is no target", .message("OPTIONS *x HTTP/1.1", "Host: a"),
            .refused(400)),
        .init(
            "OPTIONS */static is no target", .message("OPTIONS */static HTTP/1.1", "Host: a"),
            .refused(400)),
        .init(
            "CONNECT opens no tunnel", .message("CONNECT a:80 HTTP/1.1", "Host: a:80"),
            .answered(.any(of: 400, 405, 501))),
        .init(
            "CONNECT of a path is no tunnel either",
            .message("CONNECT /static HTTP/1.1", "Host: a"), .answered(.any(of: 400, 405, 501))),
        .init(
            "CONNECT with a tunnelled request behind it",
            .message("CONNECT a:80 HTTP/1.1", "Host: a:80", body: .get()),
            .either(.refused(400, 405, 501), .served(.any(of: 400, 405, 501), 200))),
    ]

    static let targetBytes: [HostileRequest] = [
        target("/static?q=%41%20%7e%C3%A9", .served(200)),
        target("/static?", .served(200)),
        target("/static?a=b&c=d;e=/?:@!$'()*+,~-._", .served(200)),
        target("/static?q=../..", .served(200)),
        target("/st%61tic", .served(.any(of: 200, 404))),
        target("/static/", .served(.any(of: 200, 404))),
        target("/static;v=1", .served(.any(of: 200, 404))),
        target("//static", .tolerated(404, orRefused: 400)),
        target("//evil.test/static", .tolerated(404, orRefused: 400)),
        target("/static#top", .refused(400)),
        target("/static%", .refused(400)),
        target("/static%4", .refused(400)),
        target("/static%zz", .refused(400)),
        target("/static%4g", .refused(400)),
        target("/static%u0041", .refused(400)),
        target("/static%%41", .refused(400)),
        target("/static%00", .refused(400)),
        target("/%00/static", .refused(400)),
        target("/static?q=%", .refused(400)),
        target("/static?q=%0g", .refused(400)),
        target("/static?q=%00", .tolerated(200, orRefused: 400)),
        target("/static%0d%0aX:%20y", .tolerated(404, orRefused: 400)),
        target("/static?q=%0d%0aX:%20y", .tolerated(200, orRefused: 400)),
        target("/static%2f", .tolerated(404, orRefused: 400)),
        target("/%2fstatic", .tolerated(404, orRefused: 400)),
        target("/no%2f..%2fstatic", .tolerated(404, orRefused: 400)),
        target("/no%5c..%5cstatic", .tolerated(404, orRefused: 400)),
        target("/no\\..\\static", .refused(400)),
        target("/static\u{0}", .refused(400)),
        target("/static\u{1}", .refused(400)),
        target("/static\u{7f}", .refused(400)),
        target("/\u{ea}\u{b5}\u{90}", .refused(400)),
        target("/static?q=\u{ff}", .refused(400)),
        target("/static?q=\u{0}", .refused(400)),
        target("/static?q={x}|\"y\"<z>^`", .tolerated(200, orRefused: 400)),
        target("/<script>", .tolerated(404, orRefused: 400)),
        target("/static\r?q", .refused(400)),
        target("/static\n?q", .refused(400)),
    ]

    static let dotSegments: [HostileRequest] = [
        target("/.", .refused(400)), target("/..", .refused(400)),
        target("/./static", .refused(400)), target("/../static", .refused(400)),
        target("/static/.", .refused(400)), target("/static/..", .refused(400)),
        target("/no/../static", .refused(400)), target("/no/./static", .refused(400)),
        target("/%2e/static", .refused(400)), target("/%2e%2e/static", .refused(400)),
        target("/.%2e/static", .refused(400)), target("/%2E./static", .refused(400)),
        target("/no/%2e%2E/static", .refused(400)),
        target("/..?q=1", .refused(400)),
        target("/../../../../etc/passwd", .refused(400)),
        target("http://a/../static", .refused(400)),
        target("/..;/static", .tolerated(404, orRefused: 400)),
        target("/%252e%252e/static", .tolerated(404, orRefused: 400)),
        target("/...", .served(404)), target("/.hidden", .served(404)),
        target("/a..b", .served(404)), target("/static.", .served(404)),
    ]

    private static func target(_ target: WireBytes, _ outcome: Outcome) -> HostileRequest {
        .init("the target is '\(target)'", .get(target: target), outcome)
    }
}
