import EventLoop
import Testing

@testable import HTTP

@Suite struct HeadScannerTests {
    /// What the scanner says when it is shown ever longer beginnings of `bytes`.
    private func scan(
        _ bytes: [UInt8], shown lengths: [Int], _ limits: HeadLimits = HeadLimits(),
        forgiving: Bool = false
    ) -> Result<Int?, MessageError> {
        var scanner = HeadScanner(forgivingEmptyLine: forgiving)
        do throws(MessageError) {
            for length in lengths {
                let found = try bytes.withUnsafeBufferPointer { all throws(MessageError) in
                    try scanner.headEnd(
                        in: UnsafeBufferPointer(rebasing: all[..<length]), limits: limits)
                }
                if let found { return .success(found) }
            }
            return .success(nil)
        } catch {
            return .failure(error)
        }
    }

    @Test func `a head ends behind its empty line, whatever follows`() {
        for (text, end) in [
            ("GET / HTTP/1.1\r\n\r\n", 18), ("GET / HTTP/1.1\r\na: b\r\n\r\nGET", 24),
            ("GET / HTTP/1.1\r\n", nil), ("GET / HTTP/1.1\r\n\r", nil), ("", nil), ("\r\n", 2),
        ] {
            let bytes = Array(text.utf8)
            #expect(scan(bytes, shown: [bytes.count]) == .success(end), "\(text.debugDescription)")
        }
    }

    @Test func `one empty line before a request is forgiven, a second ends an empty head`() {
        let once = Array("\r\nGET / HTTP/1.1\r\n\r\n".utf8)
        #expect(scan(once, shown: [once.count], forgiving: true) == .success(once.count))
        let twice = Array("\r\n\r\nGET / HTTP/1.1\r\n\r\n".utf8)
        #expect(scan(twice, shown: [twice.count], forgiving: true) == .success(4))
    }

    @Test(arguments: ["GET / HTTP/1.1\n\r\n", "GET / HTTP/1.1\r\na: b\n\r\n", "\n", "a\r\n\n"])
    func `a line feed alone is refused`(text: String) {
        let bytes = Array(text.utf8)
        #expect(scan(bytes, shown: [bytes.count]) == .failure(.bareLineFeed))
    }

    @Test func `bytes in pieces are the same head as bytes at once`() {
        let alphabet = Array("\r\n\r\n\r\nab: ".utf8)
        for seed in UInt64(1)...2_000 {
            var random = SeededGenerator(seed: seed)
            let bytes = (0..<Int.random(in: 0...40, using: &random)).map { _ in
                alphabet.randomElement(using: &random) ?? 0
            }
            var limits = HeadLimits()
            limits.headBytes = Int.random(in: 1...50, using: &random)
            limits.startLineBytes = Int.random(in: 1...20, using: &random)
            limits.fieldCount = Int.random(in: 0...3, using: &random)
            let isForgiving = Bool.random(using: &random)
            let whole = scan(bytes, shown: [bytes.count], limits, forgiving: isForgiving)
            let pieces = scan(
                bytes, shown: Array(0...bytes.count), limits, forgiving: isForgiving)
            switch (whole, pieces) {
            case (.success, .success): #expect(whole == pieces, "seed \(seed)")
            case (.failure, .failure): continue  // Which limit is met first may differ.
            case (.success(nil), .failure), (.failure, .success(nil)):
                Issue.record("seed \(seed): \(whole), \(pieces)")
            case (.success, .failure), (.failure, .success):
                Issue.record("seed \(seed): \(whole), \(pieces)")
            }
        }
    }

    @Test func `each limit holds at its number and not before`() {
        var limits = HeadLimits()
        limits.startLineBytes = 10
        limits.headBytes = 40
        limits.fieldCount = 2
        func outcome(_ text: String) -> Result<Int?, MessageError> {
            scan(Array(text.utf8), shown: [text.utf8.count], limits)
        }
        #expect(outcome("0123456789\r\n\r\n") == .success(14))
        #expect(outcome("01234567890\r\n\r\n") == .failure(.startLineTooLong))
        #expect(outcome("012345678901") == .failure(.startLineTooLong))
        #expect(outcome("0\r\n1\r\n2\r\n\r\n") == .success(11))
        #expect(outcome("0\r\n1\r\n2\r\n3\r\n") == .failure(.tooManyFields))
        let filling = String(repeating: "x", count: 33)
        #expect(outcome("0\r\n\(filling)\r\n\r\n") == .success(40))
        #expect(outcome("0\r\n\(filling)x\r\n\r\n") == .failure(.headTooLarge))
        #expect(outcome("0\r\n\(filling)xxxx") == .failure(.headTooLarge))
    }
}
