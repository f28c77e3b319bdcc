import JSON
import Kernel
import Processes
import Testing

@testable import Guide

@Suite struct GuideTests {
    @Test func `every phase has words for every step of the walk`() throws {
        let root = #filePath.split(separator: "/").dropLast(4).map { "/\($0)" }.joined()
        let found = try Folder("\(root)/phases").names().filter { $0.contains("-") }
        #expect(!found.isEmpty)
        for phase in found {
            let words = try Words(at: "\(root)/phases/\(phase)/walk.json")
            for step in Step.allCases { #expect(words[step].count > 20, "\(phase): \(step)") }
        }
    }

    @Test(arguments: [#"{"log-in": "x"}"#, #"{"log-in": "x", "lunch": "y"}"#, "[]"])
    func `words that leave a step out, or name one that is not, are refused`(
        _ text: String
    ) throws {
        let json = try JSON(parsing: Array(text.utf8))
        #expect(throws: (any Error).self) { try Words(json) }
    }

    @Test func `a long text is broken between words`() {
        let lines = Page.wrap(
            Array(repeating: "치킨", count: 60).joined(separator: " "), behind: "| ")
        #expect(lines.count > 1 && lines.allSatisfy { $0.count <= 92 && $0.hasPrefix("| 치킨") })
        #expect(lines.map { $0.dropFirst(2) }.joined(separator: " ").count == 60 * 3 - 1)
    }

    @Test(arguments: [(0, "₩0"), (999, "₩999"), (46_000, "₩46,000"), (-1_234_567, "-₩1,234,567")])
    func `money is written as people write it`(_ won: Int64, _ text: String) {
        #expect(Money(won: won).inThousands == text)
    }
}
