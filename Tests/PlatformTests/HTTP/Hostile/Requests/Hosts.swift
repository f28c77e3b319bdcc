// RFC 9112, 3.2: a request of HTTP/1.1 has exactly one Host field, and its value is an authority
// without user information. Two servers that choose between two hosts choose differently.

extension HostileRequest {
    static let hosts: [HostileRequest] = [
        .init("HTTP/1.1 without Host", .message("GET /static HTTP/1.1"), .refused(400)),
        .init("HTTP/1.0 without Host", .message("GET /static HTTP/1.0"), .closed(after: 200)),
        .init(
            "two different hosts", .message("GET /static HTTP/1.1", "Host: a", "Host: b"),
            .refused(400)),
        .init(
            "the same host twice", .message("GET /static HTTP/1.1", "Host: a", "Host: a"),
            .refused(400)),
        .init(
            "two hosts, written differently",
            .message("GET /static HTTP/1.1", "Host: a", "hOST: b"),
            .refused(400)),
        .init(
            "two hosts far apart",
            .message("GET /static HTTP/1.1", "Host: a", "Accept: */*", "X: y", "Host: b"),
            .refused(400)),
        .init(
            "an empty host and a good one",
            .message("GET /static HTTP/1.1", "Host:", "Host: a"), .refused(400)),
        .init(
            "two hosts in HTTP/1.0",
            .message("GET /static HTTP/1.0", "Host: a", "Host: b"), .refused(400)),
        .init(
            "a bad host in HTTP/1.0",
            .message("GET /static HTTP/1.0", "Host: a b"), .refused(400)),
        .init(
            "an absolute target and no Host",
            .message("GET http://a/static HTTP/1.1"), .refused(400)),
        .init(
            "an absolute target and two hosts",
            .message("GET http://a/static HTTP/1.1", "Host: a", "Host: b"), .refused(400)),
        .init(
            "an absolute target and a bad host",
            .message("GET http://a/static HTTP/1.1", "Host: a b"), .refused(400)),
        .init(
            "a space before the colon of Host",
            .message("GET /static HTTP/1.1", "Host : a"), .refused(400)),
        .init(
            "Host folded onto a second line",
            .message("GET /static HTTP/1.1", "Host:", " a"), .refused(400)),
        .init(
            "a field that only begins like Host",
            .message("GET /static HTTP/1.1", "Hosts: a"), .refused(400)),
        .init(
            "only X-Forwarded-Host", .message("GET /static HTTP/1.1", "X-Forwarded-Host: a"),
            .refused(400)),
    ]

    static let hostValues: [HostileRequest] = [
        host("a.test", .served(200)), host("A.TEST", .served(200)),
        host("a.test:8080", .served(200)), host("127.0.0.1:80", .served(200)),
        host("[::1]", .served(200)), host("[::1]:8080", .served(200)),
        host("[::]", .served(200)), host("[2001:db8::192.0.2.1]", .served(200)),
        host("  a \t", .served(200)), host("a-b_c~d", .served(200)),
        host("a:", .tolerated(200, orRefused: 400)),
        host("a.", .served(200)),
        host("a,b", .tolerated(200, orRefused: 400)),
        host("a%41", .tolerated(200, orRefused: 400)),
        host("a%4", .refused(400)), host("a%zz", .refused(400)),
        host("", .refused(400)), host(" ", .refused(400)),
        host("a b", .refused(400)), host("a, b", .refused(400)),
        host("a/b", .refused(400)), host("http://a", .refused(400)),
        host("a?b", .refused(400)), host("a#b", .refused(400)),
        host("me@a", .refused(400)), host("a\\b", .refused(400)),
        host(":80", .refused(400)), host("a:b", .refused(400)),
        host("a:80:80", .refused(400)), host("a:-80", .refused(400)),
        host("a:+80", .refused(400)), host("a:80 80", .refused(400)),
        host("a:65536", .tolerated(200, orRefused: 400)),
        host("a:184467440737095516160", .refused(400)),
        host("::1", .refused(400)), host("[::1", .refused(400)),
        host("[:1]", .refused(400)), host("[1::2::3]", .refused(400)),
        host("[::1]x", .refused(400)), host("[]", .refused(400)), host("[a b]", .refused(400)),
        host("a\"b", .refused(400)), host("<a>", .refused(400)), host("{a}", .refused(400)),
        host("a\u{0}", .refused(400)), host("a\u{0}.evil.test", .refused(400)),
        host("a\u{1}", .refused(400)), host("a\u{7f}", .refused(400)),
        host("a\tb", .refused(400)), host("\u{e9}", .refused(400)),
        host("a\rb", .refused(400)), host("a\nHost: b", .refused(400)),
    ]

    private static func host(_ value: WireBytes, _ outcome: Outcome) -> HostileRequest {
        .init(
            "the host is '\(value)'",
            .message(["GET /static HTTP/1.1", "Host: " + value]), outcome)
    }
}
