// RFC 9110, 5: a name is a token, a value has no control byte but the tab. RFC 9112, 5: no space
// before the colon, and no folded lines. Each case puts one line after a good Host.

extension HostileRequest {
    static let fieldNames: [HostileRequest] = [
        field("X: y", .served(200)), field("x:y", .served(200)), field("X:", .served(200)),
        field("!#$%&'*+-.^_`|~09azAZ: y", .served(200)),
        field("X : y", .refused(400)), field("X\t: y", .refused(400)),
        field("X  : y", .refused(400)), field(" : y", .refused(400)),
        field(": y", .refused(400)), field(":", .refused(400)), field("::", .refused(400)),
        field("X", .refused(400)), field("X y", .refused(400)), field("X; y", .refused(400)),
        field(" X: y", .refused(400)), field("\tX: y", .refused(400)),
        field("X Y: z", .refused(400)), field("X\u{0}: y", .refused(400)),
        field("\u{0}X: y", .refused(400)), field("X\u{1}: y", .refused(400)),
        field("X\u{7f}: y", .refused(400)), field("X\u{e9}: y", .refused(400)),
        field("X\u{a0}: y", .refused(400)), field("X\u{b}: y", .refused(400)),
        field("X\r: y", .refused(400)), field("X\n: y", .refused(400)),
        field("\rX: y", .refused(400)), field("\nX: y", .refused(400)),
        field("(X): y", .refused(400)), field("X,Y: z", .refused(400)),
        field("X/Y: z", .refused(400)), field("X;Y: z", .refused(400)),
        field("<X>: y", .refused(400)), field("X=Y: z", .refused(400)),
        field("X?Y: z", .refused(400)), field("X@Y: z", .refused(400)),
        field("[X]: y", .refused(400)), field("X\\Y: z", .refused(400)),
        field("{X}: y", .refused(400)), field("\"X\": y", .refused(400)),
        field("GET /static HTTP/1.1", .refused(400)),
    ]

    static let fieldValues: [HostileRequest] = [
        field("X: a: b: c", .served(200)), field("X: a\tb", .served(200)),
        field("X:\t y \t", .served(200)), field("X: \"quoted, \\\" text\"", .served(200)),
        field("X: \u{ed}\u{95}\u{9c}\u{ea}\u{b8}\u{80}", .served(200)),
        field("X: \u{80}\u{ff}", .served(200)), field("X: %00%0d%0a", .served(200)),
        field("X: a\u{0}b", .refused(400)), field("X: \u{0}", .refused(400)),
        field("X: a\u{1}b", .refused(400)), field("X: a\u{8}b", .refused(400)),
        field("X: a\u{b}b", .refused(400)), field("X: a\u{c}b", .refused(400)),
        field("X: a\u{1b}[31mb", .refused(400)), field("X: a\u{1f}b", .refused(400)),
        field("X: a\u{7f}b", .refused(400)),
        field("X: a\rb", .refused(400)), field("X: a\r", .refused(400)),
        field("X: \ra", .refused(400)), field("X: a\r\rb", .refused(400)),
        field("X: a\nb", .refused(400)), field("X: a\n", .refused(400)),
        field("X: a\nY: b", .refused(400)), field("X: a\rY: b", .refused(400)),
        field("X: a\n\rY: b", .refused(400)),
        field("X: a\r\n b", .refused(400)), field("X: a\r\n\tb", .refused(400)),
        field("X: a\r\n  b\r\n  c", .refused(400)), field("X:\r\n a", .refused(400)),
        field("X: a\r\n ", .refused(400)), field("X: a\r\n \r\n b", .refused(400)),
        field("X: a\n b", .refused(400)), field("X: a\r b", .refused(400)),
    ]

    static let headEnds: [HostileRequest] = [
        .init(
            "the first field line begins with a space",
            .message("GET /static HTTP/1.1", " Host: a", "Host: a"), .refused(400)),
        .init(
            "the first field line begins with a tab and hides the host",
            .message("GET /static HTTP/1.1", "\tX: y", "Host: a"), .refused(400)),
        .init(
            "a bare LF ends the head",
            "GET /static HTTP/1.1\r\nHost: a\r\n\n", .refused(400)),
        .init(
            "two bare LFs end the head",
            "GET /static HTTP/1.1\r\nHost: a\n\n", .refused(400)),
        .init(
            "a bare CR ends the head",
            "GET /static HTTP/1.1\r\nHost: a\r\n\r" + .get(), .refused(400)),
        .init(
            "CR CR LF ends the head",
            "GET /static HTTP/1.1\r\nHost: a\r\n\r\r\n\r\n", .refused(400)),
        .init(
            "a space stands in the empty line",
            "GET /static HTTP/1.1\r\nHost: a\r\n \r\n\r\n", .refused(400)),
        .init(
            "a NUL stands in the empty line",
            "GET /static HTTP/1.1\r\nHost: a\r\n\u{0}\r\n\r\n", .refused(400)),
        .init(
            "a semicolon stands for the CRLF", "GET /static HTTP/1.1;Host: a;;\r\n\r\n",
            .refused(400)),
        .init(
            "the line ends are written in Unicode",
            "GET /static HTTP/1.1\u{e2}\u{80}\u{a8}Host: a\u{c2}\u{85}\r\n\r\n", .refused(400)),
    ]

    private static func field(_ line: WireBytes, _ outcome: Outcome) -> HostileRequest {
        .init("a field line is '\(line)'", .get(line), outcome)
    }
}
