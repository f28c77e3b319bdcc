// RFC 9112, 6.1 and 7: this server takes `chunked` alone, once, in HTTP/1.1. Whatever else claims to
// frame the body is refused: 501 for a coding it does not know, 400 where the framing is unsound.

extension HostileRequest {
    static let transferEncodings: [HostileRequest] = [
        coding("chunked", .served(.echo("hello"))), coding("Chunked", .served(.echo("hello"))),
        coding("CHUNKED", .served(.echo("hello"))), coding("  chunked \t", .served(.echo("hello"))),
        coding("chunked,", .tolerated(.echo("hello"), orRefused: 400, 501)),
        coding(",chunked", .tolerated(.echo("hello"), orRefused: 400, 501)),
        coding(", , chunked", .tolerated(.echo("hello"), orRefused: 400, 501)),
        coding("chunked, chunked", .refused(400)), coding("chunked,chunked", .refused(400)),
        coding("chunked, gzip", .refused(400, 501)),
        coding("chunked, identity", .refused(400, 501)),
        coding("gzip, chunked", .refused(501)), coding("deflate,chunked", .refused(501)),
        coding("identity, chunked", .refused(400, 501)), coding("x, chunked", .refused(501)),
        coding("identity", .refused(400, 501)), coding("gzip", .refused(400, 501)),
        coding("cow", .refused(400, 501)),
        coding("xchunked", .refused(400, 501)), coding("x-chunked", .refused(400, 501)),
        coding("chunkedx", .refused(400, 501)), coding("chunke", .refused(400, 501)),
        coding("hunked", .refused(400, 501)), coding("chunk", .refused(400, 501)),
        coding("chunked chunked", .refused(400, 501)), coding("chun ked", .refused(400, 501)),
        coding("chunked;q=1", .refused(400, 501)), coding("chunked; a=b", .refused(400, 501)),
        coding("chunked;", .refused(400, 501)), coding("chunked.", .refused(400, 501)),
        coding("\"chunked\"", .refused(400, 501)), coding("'chunked'", .refused(400, 501)),
        coding("chunked: chunked", .refused(400, 501)), coding("(x) chunked", .refused(400, 501)),
        coding("", .refused(400, 501)), coding(" ", .refused(400, 501)),
        coding(",", .refused(400, 501)),
        coding("chunked\u{0}", .refused(400)), coding("\u{0}chunked", .refused(400)),
        coding("\u{b}chunked", .refused(400)), coding("chunked\u{b}", .refused(400)),
        coding("\u{c}chunked", .refused(400)), coding("chunked\u{7f}", .refused(400)),
        coding("\u{a0}chunked", .refused(400, 501)), coding("chunked\u{ff}", .refused(400, 501)),
        coding("\rchunked", .refused(400)), coding("chunked\r", .refused(400)),
        coding("chunked\n", .refused(400)), coding("\nchunked", .refused(400)),
        coding("\r\n chunked", .refused(400)), coding("chunked\r\n ", .refused(400)),
        coding("x\r\n chunked", .refused(400, 501)),
    ]

    static let transferEncodingFields: [HostileRequest] = [
        two("chunked", "chunked", .refused(400)),
        coding(WireBytes(",").repeated(31) + "chunked", .tolerated(.echo("hello"), orRefused: 400)),
        coding(WireBytes(",").repeated(5_000) + "chunked", .refused(400)),
        two("chunked", "identity", .refused(400, 501)),
        two("identity", "chunked", .refused(400, 501)),
        two("gzip", "chunked", .refused(400, 501)), two("chunked", "gzip", .refused(400, 501)),
        two("cow", "chunked", .refused(400, 501)), two("chunked", "cow", .refused(400, 501)),
        two("", "chunked", .refused(400, 501)), two("chunked", "", .refused(400, 501)),
        framed("Transfer-Encoding : chunked", .refused(400)),
        framed("Transfer-Encoding\t: chunked", .refused(400)),
        framed(" Transfer-Encoding: chunked", .refused(400)),
        framed("Transfer-Encoding\u{0}: chunked", .refused(400)),
        framed("Transfer-Encoding\u{b}: chunked", .refused(400)),
        framed("Transfer Encoding: chunked", .refused(400)),
        framed("Transfer-\r\n Encoding: chunked", .refused(400)),
        framed("X: y\nTransfer-Encoding: chunked", .refused(400)),
        framed("X: y\rTransfer-Encoding: chunked", .refused(400)),
        framed("X: y\n\rTransfer-Encoding: chunked", .refused(400)),
        framed("transfer-ENCODING:chunked", .served(.echo("hello"))),
        .init(
            "HTTP/1.0 knows no transfer coding",
            .message(
                "POST /echo HTTP/1.0", "Host: a", "Transfer-Encoding: chunked", body: helloChunk),
            .refused(400)),
        .init(
            "HTTP/1.0 with keep-alive knows none either",
            .message(
                "POST /echo HTTP/1.0", "Connection: keep-alive", "Transfer-Encoding: chunked",
                body: helloChunk),
            .refused(400)),
        .init(
            "a chunked GET, which is read past or ends the connection",
            .message(
                "GET /static HTTP/1.1", "Host: a", "Transfer-Encoding: chunked", body: helloChunk),
            .answered(200)),
        .init(
            "TE is about the answer and frames nothing",
            .post("TE: chunked, trailers;q=0.5", "Content-Length: 5", body: "hello"),
            .served(.echo("hello"))),
        .init(
            "a Content-Encoding of chunked frames nothing",
            .post("Content-Encoding: chunked", "Content-Length: 5", body: "hello"),
            .served(.echo("hello"))),
        .init(
            "an underscore makes another field, and the chunks a request line",
            .post("Transfer_Encoding: chunked", body: "0\r\n\r\n"),
            .refused(400, after: [.echo("")])),
    ]

    static let helloChunk: WireBytes = "5\r\nhello\r\n0\r\n\r\n"

    private static func coding(_ value: WireBytes, _ outcome: Outcome) -> HostileRequest {
        framed("Transfer-Encoding:" + value, outcome)
    }

    private static func two(_ one: WireBytes, _ other: WireBytes, _ outcome: Outcome)
        -> HostileRequest
    {
        framed("Transfer-Encoding: " + one + "\r\nTransfer-Encoding: " + other, outcome)
    }

    private static func framed(_ lines: WireBytes, _ outcome: Outcome) -> HostileRequest {
        .init("the body is framed by '\(lines)'", .post(lines, body: helloChunk), outcome)
    }
}
