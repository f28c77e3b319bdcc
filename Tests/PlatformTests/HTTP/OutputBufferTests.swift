import EventLoop
import Testing

@testable import HTTP

@Suite struct OutputBufferTests {
    @Test func `it holds what was written since it was cleared, however much`() {
        for seed in UInt64(1)...50 {
            var random = SeededGenerator(seed: seed)
            let output = OutputBuffer()
            for _ in 0..<3 {
                output.clear()
                var expected: [UInt8] = []
                for octet in UInt8(0)..<20 {
                    let count = Int.random(in: 0...10_000, using: &random)
                    let bytes = [UInt8](repeating: octet, count: count)
                    if Bool.random(using: &random) {
                        output.append(bytes)
                    } else {
                        output.write(atMost: count + 100) { $0.write(bytes) }
                    }
                    expected += bytes
                }
                #expect(Array(output.bytes) == expected, "seed \(seed)")
            }
        }
    }
}
