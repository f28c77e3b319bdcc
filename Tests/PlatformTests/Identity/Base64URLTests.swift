import EventLoop
import Testing

@testable import Identity

@Suite struct Base64URLTests {
    /// RFC 4648, section 10, without the padding.
    @Test(arguments: [
        ("", ""), ("f", "Zg"), ("fo", "Zm8"), ("foo", "Zm9v"), ("foob", "Zm9vYg"),
        ("fooba", "Zm9vYmE"), ("foobar", "Zm9vYmFy"),
    ])
    func `the vectors of RFC 4648 hold both ways`(plain: String, code: String) {
        #expect(encode(Array(plain.utf8)) == code)
        #expect(decode(code) == Array(plain.utf8))
    }

    @Test func `the two letters that URLs changed are minus and underscore`() {
        #expect(encode([0xfb, 0xff, 0xfe]) == "-__-")
        #expect(decode("+//+") == nil)
    }

    @Test(arguments: [
        ("padding", "Zg=="), ("one letter over", "Zm9vY"), ("stray bits after one byte", "Zh"),
        ("stray bits after two bytes", "Zm9"), ("a space", "Zm 9"), ("a line end", "Zm9v\n"),
        ("a NUL", "Zm9\0"), ("not ASCII", "Zm9é"),
    ])
    func `a text that no bytes have is refused`(name: String, code: String) {
        #expect(decode(code) == nil, "\(name)")
    }

    @Test(arguments: 1...20 as ClosedRange<UInt64>)
    func `each text of bytes is read back, and with one bit flipped never to the same`(
        seed: UInt64
    ) {
        var random = SeededGenerator(seed: seed)
        let bytes = random.bytes(count: Int.random(in: 1...50, using: &random))
        let code = Array(encode(bytes).utf8)
        #expect(Base64URL.decode(code.span) == bytes, "seed \(seed)")
        for bit in 0..<code.count * 8 {
            var flipped = code
            flipped[bit / 8] ^= 1 << (bit % 8)
            #expect(Base64URL.decode(flipped.span) != bytes, "seed \(seed)")
        }
    }
}

private func encode(_ bytes: [UInt8]) -> String {
    var text: [UInt8] = []
    Base64URL.append(bytes.span, to: &text)
    return String(decoding: text, as: UTF8.self)
}

private func decode(_ code: String) -> [UInt8]? {
    Base64URL.decode(Array(code.utf8).span)
}
