import Testing

@testable import Identity

/// RFC 4231, section 4: test cases 1 to 7.
private struct Case: CustomTestStringConvertible {
    let name: String
    let key: [UInt8]
    let message: [UInt8]
    let code: String

    var testDescription: String { name }
}

private let cases = [
    Case(
        name: "1: a key of 20 bytes", key: Array(repeating: 0x0b, count: 20),
        message: Array("Hi There".utf8),
        code: "b0344c61d8db38535ca8afceaf0bf12b 881dc200c9833da726e9376c2e32cff7"),
    Case(
        name: "2: a key shorter than the code", key: Array("Jefe".utf8),
        message: Array("what do ya want for nothing?".utf8),
        code: "5bdcc146bf60754e6a042426089575c7 5a003f089d2739839dec58b964ec3843"),
    Case(
        name: "3: key and message longer than a block", key: Array(repeating: 0xaa, count: 20),
        message: Array(repeating: 0xdd, count: 50),
        code: "773ea91e36800e46854db8ebd09181a7 2959098b3ef8c122d9635514ced565fe"),
    Case(
        name: "4: the same, another key", key: Array(0x01...0x19),
        message: Array(repeating: 0xcd, count: 50),
        code: "82558a389a443c0ea4cc819899f2083a 85f0faa3e578f8077a2e3ff46729665b"),
    Case(
        name: "5: a code cut to 128 bits", key: Array(repeating: 0x0c, count: 20),
        message: Array("Test With Truncation".utf8),
        code: "a3b6167473100ee06e0c796c2955552b"),
    Case(
        name: "6: a key longer than a block", key: Array(repeating: 0xaa, count: 131),
        message: Array("Test Using Larger Than Block-Size Key - Hash Key First".utf8),
        code: "60e431591ee0b67f0d8a26aacbf5b77f 8e0bc6213728c5140546040f0ee37f54"),
    Case(
        name: "7: key and message longer than a block", key: Array(repeating: 0xaa, count: 131),
        message: Array(
            """
            This is a test using a larger than block-size key and a larger than block-size data. \
            The key needs to be hashed before being used by the HMAC algorithm.
            """.utf8),
        code: "9b09ffa71b942fcb27635fbcd5b0e944 bfdc63644f0713938a7f51535c3a35e2"),
]

@Suite struct HMACTests {
    @Test(arguments: cases)
    private func `the cases of RFC 4231 give its codes`(_ vector: Case) {
        let expected = bytes(hex: vector.code)
        let code = HMACKey(vector.key.span).code(for: vector.message.span)
        #expect(Array(code.bytes.prefix(expected.count)) == expected)
    }

    @Test func `a key of 64 bytes is used as it is, one of 65 is hashed first`() {
        let message = Array("the same message".utf8)
        for (count, isHashed) in [(64, false), (65, true)] {
            let key = [UInt8](repeating: 0x42, count: count)
            let code = HMACKey(key.span).code(for: message.span)
            let hashedKey = SHA256.digest(of: key.span).bytes
            #expect((code == HMACKey(hashedKey.span).code(for: message.span)) == isHashed)
        }
    }
}
