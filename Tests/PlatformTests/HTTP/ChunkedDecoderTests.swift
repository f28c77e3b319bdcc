import EventLoop
import Testing

@testable import HTTP

@Suite struct ChunkedDecoderTests {
    /// Decodes bytes that arrive up to the given counts, one after the other. What is not used
    /// stays in front of what comes next, as in a read buffer.
    private func decode(
        _ bytes: [UInt8], arriving counts: [Int]
    ) throws(MessageError) -> (body: [UInt8], used: Int)? {
        var decoder = ChunkedDecoder()
        var body: [UInt8] = []
        var used = 0
        for count in counts {
            arrivals: while true {
                let input = Array(bytes[used..<count])
                let step = try input.withUnsafeBufferPointer { input throws(MessageError) in
                    try decoder.next(input)
                }
                switch step {
                case .skip(let skipped): used += skipped
                case .data(let length):
                    body += input[..<length]
                    used += length
                case .needMore: break arrivals
                case .end(let length): return (body, used + length)
                }
            }
        }
        return nil
    }

    @Test func `any encoding of any body in any pieces is that body`() throws {
        for seed in UInt64(1)...1_000 {
            var random = SeededGenerator(seed: seed)
            let body = (0..<Int.random(in: 0...300, using: &random)).map { _ in
                UInt8.random(in: 0...255, using: &random)
            }
            let encoded = Self.encode(body, &random)
            let behind = Array("GET /next".utf8)
            let all = encoded + behind
            var counts = (0..<Int.random(in: 0...20, using: &random)).map { _ in
                Int.random(in: 0...all.count, using: &random)
            }
            counts = counts.sorted() + [all.count]
            let decoded = try #require(try decode(all, arriving: counts), "seed \(seed)")
            #expect(decoded.body == body, "seed \(seed)")
            #expect(decoded.used == encoded.count, "seed \(seed)")
        }
    }

    /// The chunked coding in all its freedom.
    private static func encode(_ body: [UInt8], _ random: inout SeededGenerator) -> [UInt8] {
        var encoded: [UInt8] = []
        var rest = body[...]
        while !rest.isEmpty {
            let chunk = rest.prefix(Int.random(in: 1...rest.count, using: &random))
            rest = rest.dropFirst(chunk.count)
            let isUpper = Bool.random(using: &random)
            let zeros = String(repeating: "0", count: Int.random(in: 0...3, using: &random))
            encoded += Array((zeros + String(chunk.count, radix: 16, uppercase: isUpper)).utf8)
            let extensions = ["", ";a", ";a=b", ";a=\"b c;d\"", ";a;b=2"]
            encoded += Array((extensions.randomElement(using: &random) ?? "").utf8)
            encoded += [13, 10] + chunk + [13, 10]
        }
        let trailers = ["", "x: y\r\n", "x: y\r\nz:\r\n"]
        return encoded + Array("0\r\n\(trailers.randomElement(using: &random) ?? "")\r\n".utf8)
    }

    @Test(arguments: [
        "x\r\n", "\r\n", "-1\r\n", "+1\r\na\r\n", "0x1\r\na\r\n", " 1\r\na\r\n", "1 \r\na\r\n",
        "1\na\r\n", "1\r\nab\r\n", "1\r\na\n", "1\r\na\rx", "1;a\nb\r\n", "1;\u{0}\r\na\r\n",
        "8000000000000000\r\n", "ffffffffffffffffff\r\n", "00000000000000001\r\na\r\n",
        "0\r\nx\r\n\r\n", "0\r\n x: y\r\n\r\n", "0\r\nx : y\r\n\r\n", "0\r\nx: y\n\r\n",
        "0\r\ncontent-length: 5\r\n\r\n", "0\r\ntransfer-encoding: chunked\r\n\r\n",
        "0\r\nhost: a\r\n\r\n",
    ])
    func `what is not clearly chunked is refused, however it arrives`(text: String) {
        let bytes = Array(text.utf8)
        for counts in [[bytes.count], Array(0...bytes.count)] {
            #expect(throws: MessageError.self) { try decode(bytes, arriving: counts) }
        }
    }

    @Test func `extensions and trailers are bounded`() throws {
        let long = String(repeating: "e", count: 5_000)
        #expect(throws: MessageError.malformedChunk) {
            let bytes = Array("1;\(long)\r\na\r\n0\r\n\r\n".utf8)
            return try decode(bytes, arriving: [bytes.count])
        }
        #expect(throws: MessageError.malformedTrailer) {
            let bytes = Array("0\r\nx: \(long)\r\n\r\n".utf8)
            return try decode(bytes, arriving: [bytes.count])
        }
        #expect(throws: MessageError.malformedTrailer) {
            let many = String(repeating: "x: y\r\n", count: 17)
            let bytes = Array("0\r\n\(many)\r\n".utf8)
            return try decode(bytes, arriving: [bytes.count])
        }
        #expect(throws: MessageError.malformedTrailer) {
            let options = String(repeating: ",", count: 32)
            let bytes = Array("0\r\nconnection: \(options)\r\n\r\n".utf8)
            return try decode(bytes, arriving: [bytes.count])
        }
    }
}
