// RFC 9112, 2.3: "HTTP/" DIGIT "." DIGIT, case-sensitive. What has that shape and is neither 1.0 nor
// 1.1 is 505; what has not is no version at all.

extension HostileRequest {
    static let versions: [HostileRequest] = [
        version("HTTP/1.2", .refused(505)), version("HTTP/1.9", .refused(505)),
        version("HTTP/2.0", .refused(505)), version("HTTP/3.0", .refused(505)),
        version("HTTP/0.9", .refused(505)), version("HTTP/0.0", .refused(505)),
        version("HTTP/9.9", .refused(505)),
        version("HTTP/2", .refused(400, 505)), version("HTTP/1", .refused(400, 505)),
        version("HTTP/1.", .refused(400)), version("HTTP/.1", .refused(400)),
        version("HTTP/", .refused(400)), version("HTTP", .refused(400)),
        version("HTTP/11", .refused(400)), version("HTTP/1.1.", .refused(400)),
        version("HTTP/1.1.1", .refused(400)), version("HTTP/1.10", .refused(400)),
        version("HTTP/1.01", .refused(400)), version("HTTP/11.1", .refused(400)),
        version("HTTP/01.1", .refused(400)), version("HTTP/1.1x", .refused(400)),
        version("HTTP/1,1", .refused(400)), version("HTTP/1:1", .refused(400)),
        version("HTTP/+1.1", .refused(400)), version("HTTP/-1.1", .refused(400)),
        version("HTTP/1.-1", .refused(400)), version("HTTP/0x1.1", .refused(400)),
        version("HTTP/a.b", .refused(400)), version("HTTP/\u{b9}.\u{b9}", .refused(400)),
        version("HTTP-1.1", .refused(400)), version("HTTP\\1.1", .refused(400)),
        version("http/1.1", .refused(400)), version("Http/1.1", .refused(400)),
        version("HTTPS/1.1", .refused(400)), version("XTTP/1.1", .refused(400)),
        version("HTTP/1.1;q=1", .refused(400)), version("HTTP/1.\u{0}1", .refused(400)),
        version("HTTP/1.10000000000000000001", .refused(400)),
    ]

    private static func version(_ version: WireBytes, _ outcome: Outcome) -> HostileRequest {
        .init(
            "the version is '\(version)'",
            .message("GET /static " + version, "Host: a"), outcome)
    }
}
