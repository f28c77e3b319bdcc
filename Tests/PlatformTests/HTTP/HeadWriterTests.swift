import EventLoop
import Testing

@testable import HTTP

@Suite struct HeadWriterTests {
    @Test func `what is written reads back as it was`() throws {
        for seed in UInt64(1)...300 {
            var random = SeededGenerator(seed: seed)
            var request = Request(
                HTTP.Method.allCases.randomElement(using: &random) ?? .get,
                try #require(Target("/a%20b/\(seed)?q=\(seed)")))
            request.fields = Self.fields(&random)
            let output = OutputBuffer()
            let length = Int.random(in: 0...(1 << 40), using: &random)
            HeadWriter.append(
                request, host: Array("h:80".utf8), framing: .length(length),
                timeoutMilliseconds: 5, to: output)
            let read = try RequestParser.parse(Array(output.bytes))
            #expect(read.request.method == request.method)
            #expect(read.request.target.description == request.target.description)
            #expect(read.framing == (length == 0 ? .none : .length(length)))
            let added: Set = ["host", "content-length", "timeout-milliseconds"]
            let kept = read.request.fields.all.filter { !added.contains($0.name) }
            #expect(kept.map(\.name) == request.fields.all.map(\.name), "seed \(seed)")
            #expect(kept.map(\.value) == request.fields.all.map { Self.trimmed($0.value) })
        }
    }

    @Test func `a response reads back as it was`() throws {
        for seed in UInt64(1)...300 {
            var random = SeededGenerator(seed: seed)
            let status = try #require(Status(code: Int.random(in: 200...599, using: &random)))
            let response = Response(status, .json, fields: Self.fields(&random))
            let output = OutputBuffer()
            let persistence = Bool.random(using: &random) ? Persistence.stays : .closes
            HeadWriter.append(
                response, framing: .chunked, date: Array("date: now\r\n".utf8), persistence,
                to: output)
            let read = try ResponseParser.parse(Array(output.bytes), answering: .get)
            #expect(read.status == status)
            #expect(read.isKeepAlive == (persistence == .stays))
            #expect(read.framing == (status.forbidsBody ? .none : .chunked))
            #expect(read.fields["content-type"] == "application/json")
            #expect(read.fields["date"] == "now")
            for field in response.fields.all {
                let name = try #require(FieldName(field.name))
                #expect(read.fields.values(name).contains(Self.trimmed(field.value)))
            }
        }
    }

    private static func fields(_ random: inout SeededGenerator) -> Fields {
        var fields = Fields()
        let values = ["", "plain", " padded ", "치킨", "a\r\nb", "\u{0}", "x, y", "a:b"]
        for _ in 0..<Int.random(in: 0...8, using: &random) {
            let number = Int.random(in: 0...3, using: &random)
            fields.append(
                FieldName("x-\(number)") ?? "x", values.randomElement(using: &random) ?? "")
        }
        return fields
    }

    private static func trimmed(_ text: String) -> String {
        let isSpace: (Character) -> Bool = { $0 == " " || $0 == "\t" }
        let tail = text.drop(while: isSpace)
        return String(tail.reversed().drop(while: isSpace).reversed())
    }

    @Test(arguments: [
        "Content-Length", "content-length", "TRANSFER-ENCODING", "Connection", "Date",
    ])
    func `a field about framing that a handler left is passed over`(name: String) throws {
        var response = Response(.ok)
        response.fields.append(try #require(FieldName(name)), "handler's own")
        let output = OutputBuffer()
        HeadWriter.append(response, framing: .length(3), date: [], .stays, to: output)
        #expect(
            String(decoding: output.bytes, as: UTF8.self)
                == "HTTP/1.1 200 OK\r\ncontent-length: 3\r\n\r\n")
    }

    @Test func `a request has one Host and one timeout, the client's`() {
        var request = Request(.get, "/")
        request.fields.append("Host", "evil")
        request.fields.append("timeout-milliseconds", "1")
        request.fields.append("content-length", "5")
        let output = OutputBuffer()
        HeadWriter.append(
            request, host: Array("good".utf8), framing: .absent, timeoutMilliseconds: 70,
            to: output)
        #expect(
            String(decoding: output.bytes, as: UTF8.self)
                == "GET / HTTP/1.1\r\nhost: good\r\ntimeout-milliseconds: 70\r\n\r\n")
    }

    @Test(arguments: [0, 9, 10, 12_345, Int.max])
    func `a number is written in decimal, a chunk's size in hexadecimal`(number: Int) {
        var output: [UInt8] = []
        output.write(atMost: 19) { $0.write(decimal: number) }
        #expect(String(decoding: output, as: UTF8.self) == "\(number)")
        output = []
        HeadWriter.appendChunkSize(number, to: &output)
        #expect(String(decoding: output, as: UTF8.self) == String(number, radix: 16) + "\r\n")
    }
}
