import Testing

@testable import Corpus

@Suite struct PatternTests {
    @Test(arguments: [
        ("", "", true), ("", "a", true), ("b", "abc", true), ("^b", "abc", false),
        ("c$", "abc", true), ("^abc$", "abc", true), ("^abc$", "abcd", false),
        ("a.c", "a치c", true), ("a.c", "a\nc", false), ("ab*c", "ac", true),
        ("ab+c", "ac", false), ("ab?c", "abbc", false), ("^(ab|cd)+$", "abcdab", true),
        ("^(ab|cd)+$", "abc", false), ("^\\d{4}$", "2026", true), ("^\\d{4}$", "202", false),
        ("^\\d{2,}$", "2", false), ("^\\d{2,3}$", "2026", false), ("^[a-f0-9]{2}$", "c0", true),
        ("^[^a-f]$", "c", false), ("^[\\w-]+$", "a-b_9", true), ("\\.", "ab", false),
        ("^order_[0-9a-hjkmnp-tv-z]{26}$", "order_01h455vb4pex5vsknk084sn02q", true),
        ("^(a*)*$", "aaaa", true), ("^(|a)$", "", true), ("치킨$", "교촌치킨", true),
        ("\\s", "a b", true), ("^a{0}$", "", true), ("x|^$", "", true),
    ])
    func `a regular expression is found where it should be`(
        _ pattern: String, _ text: String, _ isFound: Bool
    ) throws {
        #expect(try Pattern(pattern).isFound(in: text) == isFound)
    }

    @Test(arguments: [
        "*", "a**", "a+?", "(", ")", "a)", "[", "[]", "[z-a]", "[a", "\\", "\\b", "\\p", "(?:a)",
        "a{2", "a{3,2}", "a{,2}", "a{999}", "}", "]", "[[a]]", "((a{200}){200}){200}",
    ])
    func `what dialects read differently is refused`(pattern: String) {
        #expect(throws: Pattern.Refusal.self) { try Pattern(pattern) }
    }

    @Test func `no text makes a regular expression slow`() throws {
        // A backtracking matcher would try 2^200 ways.
        let text = String(repeating: "a", count: 200)
        #expect(try Pattern("^(a|a)*b$").isFound(in: text) == false)
    }
}
