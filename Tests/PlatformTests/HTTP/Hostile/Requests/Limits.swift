// STYLE.md: limits on everything. What is served lies just under each, what is refused just over, so
// that neither a limit that moved nor one that is not there can pass.

extension HostileRequest {
    static let limits: [HostileRequest] = [
        .init(
            "a request line of 8,000 bytes",
            .get(target: "/static?" + WireBytes("q").repeated(8_000 - 21)), .served(200)),
        .init(
            "a request line of 8,400 bytes",
            .get(target: "/static?" + WireBytes("q").repeated(8_400 - 21)), .refused(414)),
        .init(
            "a request line of 15,000 bytes",
            .get(target: "/static?" + WireBytes("q").repeated(15_000)), .refused(414)),
        .init(
            "a request line that never ends", "GET /" + WireBytes("q").repeated(20_000),
            .refused(414)),
        .init(
            "a method that never ends", WireBytes("M").repeated(20_000), .refused(400, 414, 501)),
        .init(
            "a version that never ends", "GET / HTTP/" + WireBytes("1").repeated(20_000),
            .refused(400, 414)),
        .init(
            "a line of spaces that never ends", WireBytes(" ").repeated(20_000), .refused(400, 414)),
        .init(
            "empty lines that never end", WireBytes("\r\n").repeated(10_000), .refused(400)),
        .init("a head of 16,000 bytes", .get(filler(bytes: 15_940)), .served(200)),
        .init("a head of 16,800 bytes", .get(filler(bytes: 16_800)), .refused(431)),
        .init("a head of 100,000 bytes", .get(filler(bytes: 100_000)), .refused(431)),
        .init("one field of 12,000 bytes", .get(filler(bytes: 12_000)), .served(200)),
        .init(
            "a name of 12,000 bytes", .get(WireBytes("x").repeated(12_000) + ": y"),
            .tolerated(200, orRefused: 400, 431)),
        .init(
            "a name that never ends", .openHead + WireBytes("x").repeated(20_000),
            .refused(400, 431)),
        .init(
            "a value that never ends", .openHead + "X: " + WireBytes("y").repeated(20_000),
            .refused(431)),
        .init(
            "white space that never ends", .openHead + "X:" + WireBytes(" ").repeated(20_000),
            .refused(400, 431)),
        .init(
            "fields that never end", .openHead + WireBytes("X: y\r\n").repeated(4_000),
            .refused(431)),
        .init("99 fields beside the host", fields(99), .served(200)),
        .init("100 fields beside the host", fields(100), .refused(431)),
        .init("1,000 fields", fields(1_000), .refused(431)),
        .init(
            "101 fields of three bytes", .get(WireBytes("a:\r\n").repeated(100) + "a:"),
            .refused(431)),
        .init(
            "a body of one MiB",
            .post("Content-Length: 1048576", body: mebibyte), .served(.echo(mebibyte))),
        .init(
            "a body of one MiB and a byte, said beforehand",
            .post("Content-Length: 1048577", body: mebibyte + "x"), .refused(413)),
        .init(
            "a chunk of one MiB",
            .chunked("100000\r\n" + mebibyte + "\r\n0\r\n\r\n"), .served(.echo(mebibyte))),
        .init(
            "a chunk of one MiB and a byte",
            .chunked("100001\r\n" + mebibyte + "x\r\n0\r\n\r\n"), .refused(413)),
        .init(
            "chunks that grow past one MiB",
            .chunked(
                WireBytes("10000\r\n" + String(repeating: "x", count: 65_536) + "\r\n").repeated(17)
            ),
            .refused(413)),
        .init(
            "a thousand equal cookies",
            .get(WireBytes("Cookie: a=b\r\n").repeated(999) + "Cookie: a=b"),
            .refused(431)),
    ]

    private static let mebibyte = WireBytes("0123456789abcdef").repeated(65_536)

    private static func filler(bytes: Int) -> WireBytes {
        "X: " + WireBytes("y").repeated(bytes - 3)
    }

    private static func fields(_ count: Int) -> WireBytes {
        .message(["GET /static HTTP/1.1", "Host: a"] + (0..<count).map { WireBytes("X-\($0): y") })
    }
}

extension WireBytes {
    /// A head that has begun and is not ended.
    fileprivate static let openHead: WireBytes = "GET /static HTTP/1.1\r\nHost: a\r\n"
}
