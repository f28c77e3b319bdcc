// Where an answer ends: with its connection, before its time, without a body, or not where the
// server thinks. An answer cut short is never whole; bytes left over are never the next one.

extension HostileAnswer {
    static let endings: [HostileAnswer] = [
        cut("", then: .closes), cut("", then: .resets), cut("HTTP", then: .closes),
        cut("HTTP/1.1 200 OK", then: .closes), cut("HTTP/1.1 200 OK\r\n", then: .closes),
        cut("HTTP/1.1 200 OK\r\nX: y\r\n\r", then: .closes),
        cut("HTTP/1.1 200 OK\r\nX: y\r\n\r", then: .resets),
        short("Content-Length: 5", "", then: .closes), short("Content-Length: 5", "hell"),
        short("Content-Length: 5", "hell", then: .resets),
        short("Transfer-Encoding: chunked", ""), short("Transfer-Encoding: chunked", "5"),
        short("Transfer-Encoding: chunked", "5\r"), short("Transfer-Encoding: chunked", "5\r\n"),
        short("Transfer-Encoding: chunked", "5\r\nhell"),
        short("Transfer-Encoding: chunked", "5\r\nhello"),
        short("Transfer-Encoding: chunked", "5\r\nhello\r\n"),
        short("Transfer-Encoding: chunked", "5\r\nhello\r\n", then: .resets),
        short("Transfer-Encoding: chunked", "5\r\nhello\r\n0"),
        short("Transfer-Encoding: chunked", "5\r\nhello\r\n0\r\n"),
        short("Transfer-Encoding: chunked", "5\r\nhello\r\n0\r\nX: y\r\n"),
        short("Transfer-Encoding: chunked", "5\r\nhello\r\n0\r\n\r"),
        short("Content-Length: 5", "hell", then: .goesSilent),
        short("Transfer-Encoding: chunked", "5\r\nhello\r\n", then: .goesSilent),
        cut("", then: .goesSilent), cut("HTTP/1.1 200 OK\r\nX: y\r\n", then: .goesSilent),
        short("X: y", "hello", then: .resets),
        .init(
            "a body that ends with its connection", .message("HTTP/1.1 200 OK", body: "hello"),
            .hello(reused: .mustNot), then: .closes),
        .init(
            "the same of HTTP/1.0", .message("HTTP/1.0 200 OK", body: "hello"),
            .hello(reused: .mustNot), then: .closes),
        .init(
            "a body of more than the limit that ends with its connection",
            .message("HTTP/1.1 200 OK", body: WireBytes("x").repeated((1 << 20) + 1)), .failed,
            then: .closes),
        .init(
            "a whole answer, and the connection closed behind it", hello, .hello(), then: .closes),
    ]

    static let leftovers: [HostileAnswer] = [
        .init("a second answer behind the first", hello + smuggled, .hello(reused: .mustNot)),
        .init("a byte too many", hello + "!", .hello(reused: .mustNot)),
        .init("a line too many", hello + "\r\n", .hello(reused: .mustNot)),
        .init(
            "a second answer behind the last chunk",
            .message("HTTP/1.1 200 OK", "Transfer-Encoding: chunked", body: helloChunk) + smuggled,
            .hello(reused: .mustNot)),
        .init(
            "a second answer behind 204", .message("HTTP/1.1 204 x") + smuggled,
            .whole(204, "", reused: .mustNot)),
        .init(
            "a body behind 204", .message("HTTP/1.1 204 x", "Content-Length: 5", body: "hello"),
            .whole(204, "", reused: .mustNot)),
        .init(
            "a body behind 304", .message("HTTP/1.1 304 x", "Content-Length: 5", body: "hello"),
            .whole(304, "", reused: .mustNot)),
        .init(
            "a body in answer to HEAD", hello, .whole(200, "", reused: .mustNot), toHead: true),
        .init(
            "chunks in answer to HEAD",
            .message("HTTP/1.1 200 OK", "Transfer-Encoding: chunked", body: helloChunk),
            .whole(200, "", reused: .mustNot), toHead: true),
    ]

    static let bodiless: [HostileAnswer] = [
        .init("204", .message("HTTP/1.1 204 x"), .whole(204, "", reused: .must)),
        .init("304", .message("HTTP/1.1 304 x"), .whole(304, "", reused: .must)),
        .init(
            "304 that says how long the body would be",
            .message("HTTP/1.1 304 x", "Content-Length: 5"), .whole(304, "", reused: .must)),
        .init(
            "an answer to HEAD", .message("HTTP/1.1 200 OK", "Content-Length: 5"),
            .whole(200, "", reused: .must), toHead: true),
        .init(
            "an answer to HEAD that would be chunked",
            .message("HTTP/1.1 200 OK", "Transfer-Encoding: chunked"),
            .whole(200, "", reused: .must), toHead: true),
        .init(
            "an answer to HEAD without a framing", .message("HTTP/1.1 200 OK"),
            .whole(200, "", reused: .may), toHead: true),
        .init(
            "an answer to HEAD that is framed twice",
            .message("HTTP/1.1 200 OK", "Content-Length: 5", "Transfer-Encoding: chunked"),
            .wholeOrFailed(200, ""), toHead: true),
        .init(
            "a length of nothing", .message("HTTP/1.1 200 OK", "Content-Length: 0"),
            .whole(200, "", reused: .must)),
    ]

    static let keptConnections: [HostileAnswer] = [
        kept("HTTP/1.1 200 OK", "X: y", .must), kept("HTTP/1.1 200 OK", "Connection: x", .must),
        kept("HTTP/1.1 200 OK", "Connection: keep-alive", .must),
        kept("HTTP/1.1 200 OK", "Connection: close", .mustNot),
        kept("HTTP/1.1 200 OK", "connection: x, CLOSE", .mustNot),
        kept("HTTP/1.1 200 OK", "Connection: keep-alive, close", .mustNot),
        kept("HTTP/1.1 200 OK", "Connection: x\r\nConnection: close", .mustNot),
        kept("HTTP/1.0 200 OK", "X: y", .mustNot),
        kept("HTTP/1.0 200 OK", "Connection: close", .mustNot),
        kept("HTTP/1.0 200 OK", "Connection: keep-alive", .may),
    ]

    static let interims: [HostileAnswer] = [
        .init("100 that nobody asked for", interim("100") + hello, .hello(reused: .must)),
        .init("103 with fields", interim("103", "Link: </x>") + hello, .hello(reused: .must)),
        .init("eight of them", interim("102").repeated(8) + hello, .hello(reused: .must)),
        .init("a thousand of them", interim("102").repeated(1_000) + hello, .failed),
        .init("100 and then the end", interim("100"), .failed, then: .closes),
        .init("100 with a field that is none", interim("100", "X : y") + hello, .failed),
        .init(
            "100 that claims a body", interim("100", "Content-Length: 5") + hello,
            .wholeOrFailed(200, "hello")),
        .init("101 to who asked for no upgrade", interim("101", "Upgrade: x") + hello, .failed),
    ]

    private static let hello: WireBytes = .message(
        "HTTP/1.1 200 OK", "Content-Length: 5", body: "hello")
    private static let smuggled: WireBytes = .message(
        "HTTP/1.1 200 OK", "Content-Length: 8", body: "smuggled")

    private static func interim(_ status: WireBytes, _ fields: WireBytes...) -> WireBytes {
        .message(["HTTP/1.1 " + status + " x"] + fields)
    }

    private static func cut(_ wire: WireBytes, then ending: Ending) -> HostileAnswer {
        .init("nothing but '\(wire)', then it \(ending)", wire, .failed, then: ending)
    }

    private static func short(
        _ framing: WireBytes, _ body: WireBytes, then ending: Ending = .closes
    ) -> HostileAnswer {
        .init(
            "nothing but '\(body)' with '\(framing)', then it \(ending)",
            .message("HTTP/1.1 200 OK", framing, body: body), .failed, then: ending)
    }

    private static func kept(
        _ line: WireBytes, _ field: WireBytes, _ reuse: AnswerOutcome.Reuse
    ) -> HostileAnswer {
        .init(
            "'\(line)' with '\(field)' on a connection that stays open",
            .message(line, "Content-Length: 5", field, body: "hello"), .hello(reused: reuse))
    }
}
