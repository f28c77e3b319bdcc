// The classic desynchronisations: two framings that two servers read differently, with a second
// request hidden where one of them sees a body. Here there is one right number of answers to each.

extension HostileRequest {
    static let doubleFramings: [HostileRequest] = [
        both("CL.TE", ["Content-Length: 6", chunkedLine], "0\r\n\r\nG"),
        both(
            "CL.TE with a whole request", ["Content-Length: 41", chunkedLine],
            "0\r\n\r\n" + hidden),
        both("TE.CL", ["Content-Length: 4", chunkedLine], "24\r\n" + hidden + "\r\n0\r\n\r\n"),
        both(
            "TE.CL, the coding first", [chunkedLine, "Content-Length: 4"],
            "24\r\n" + hidden + "\r\n0\r\n\r\n"),
        both("both framings agree", ["Content-Length: 15", chunkedLine], helloChunk),
        both("a length of nothing and chunks", ["Content-Length: 0", chunkedLine], helloChunk),
        both("a bad length and chunks", ["Content-Length: x", chunkedLine], helloChunk),
        both("an empty length and chunks", ["Content-Length:", chunkedLine], helloChunk),
        both(
            "two lengths and chunks", ["Content-Length: 5", "Content-Length: 5", chunkedLine],
            helloChunk),
        both(
            "a length and an unknown coding", ["Content-Length: 5", "Transfer-Encoding: x"],
            "hello"),
        both(
            "a length and identity", ["Content-Length: 5", "Transfer-Encoding: identity"], "hello"),
        both("a length and an empty coding", ["Content-Length: 5", "Transfer-Encoding:"], "hello"),
        both(
            "a length and a spoilt coding",
            ["Content-Length: 5", "Transfer-Encoding: \u{b}chunked"],
            "hello"),
        both(
            "a length and a coding with a space before the colon",
            ["Content-Length: 5", "Transfer-Encoding : chunked"], "hello"),
        both(
            "a length and a folded coding",
            ["Content-Length: 5", "Transfer-Encoding:\r\n chunked"],
            "hello"),
        both(
            "a length and a coding behind a bare LF",
            ["Content-Length: 5", "X: y\nTransfer-Encoding: chunked"], "hello"),
        both(
            "a length and a coding behind a bare CR",
            ["Content-Length: 5", "X: y\rTransfer-Encoding: chunked"], "hello"),
        both(
            "a length and a coding in quotes",
            ["Content-Length: 5", "Transfer-Encoding: \"chunked\""], "hello"),
        both(
            "a coding behind a bare LF and a length",
            ["X: y\nTransfer-Encoding: chunked", "Content-Length: 5"], "hello"),
        both(
            "a length behind a bare LF and chunks", ["X: y\nContent-Length: 5", chunkedLine],
            helloChunk),
        both(
            "two codings that disagree", [chunkedLine, "Transfer-Encoding: identity"], helloChunk),
        both("two codings, one cut short", [chunkedLine, "Transfer-Encoding: chunke"], helloChunk),
        .init(
            "both framings on a GET",
            .get("Content-Length: 5", chunkedLine) + helloChunk, .refused(400)),
        .init(
            "both framings on a HEAD",
            .message("HEAD /static HTTP/1.1", "Host: a", "Content-Length: 5", chunkedLine),
            .refused(400)),
        .init(
            "both framings in HTTP/1.0",
            .message("POST /echo HTTP/1.0", "Content-Length: 5", chunkedLine, body: helloChunk),
            .refused(400)),
    ]

    /// A body that is a request, for a handler that never reads it.
    static let unreadBodies: [HostileRequest] =
        unread("POST /no HTTP/1.1", .answered(404))
        + unread("GET /no HTTP/1.1", .answered(404))
        + unread("DELETE /no HTTP/1.1", .answered(404))
        + unread("POST /static HTTP/1.1", .answered(405))
        + unread("GET /static HTTP/1.1", .answered(200))
        + unread("GET /echo HTTP/1.1", .answered(405))
        + unread("HEAD /static HTTP/1.1", .answered(.toHead(200)))
        + unread("HEAD /no HTTP/1.1", .answered(.toHead(404)))
        + unread("OPTIONS /static HTTP/1.1", .answered(.any(of: 200, 204, 405)))
        + unread("TRACE /static HTTP/1.1", .answered(.any(of: 400, 405, 501)))
        + unread("FROBNICATE /static HTTP/1.1", .answered(501))
        + unread("OPTIONS * HTTP/1.1", .answered(.any(of: 200, 204, 404, 405)))

    static let ignoredLengths: [HostileRequest] = [
        .init(
            "CL.0: a length that a resource ignores, twice",
            (.message("POST /no HTTP/1.1", "Host: a", "Content-Length: 36", body: hidden)
                + .message("POST /no HTTP/1.1", "Host: a", "Content-Length: 36", body: hidden)),
            .either(.closed(after: 404), .answered(404, 404))),
        .init(
            "0.CL: no length, and the next request is a request",
            .message("POST /no HTTP/1.1", "Host: a", body: hidden),
            .either(.closed(after: 404), .answered(404, 200))),
        .init(
            "a length of nothing, and the next request is a request",
            .post("Content-Length: 0", body: hidden), .served(.echo(""), 200)),
    ]

    private static let hidden: WireBytes = "GET /static HTTP/1.1\r\nHost: abcd\r\n\r\n"
    private static let chunkedLine: WireBytes = "Transfer-Encoding: chunked"

    private static func both(_ name: String, _ lines: [WireBytes], _ body: WireBytes)
        -> HostileRequest
    {
        .init(
            name, .message(["POST /echo HTTP/1.1", "Host: a"] + lines, body: body),
            .refused(400, 501))
    }

    private static func unread(_ line: WireBytes, _ outcome: Outcome) -> [HostileRequest] {
        let inChunks = "24\r\n" + hidden + "\r\n0\r\n\r\n"
        return [
            .init(
                "a body that is a request, unread by '\(line)'",
                .message(line, "Host: a", "Content-Length: 36", body: hidden), outcome),
            .init(
                "chunks that are a request, unread by '\(line)'",
                .message(line, "Host: a", chunkedLine, body: inChunks), outcome),
        ]
    }
}
