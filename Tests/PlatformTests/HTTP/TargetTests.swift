import EventLoop
import Testing

@testable import HTTP

@Suite struct TargetTests {
    @Test(arguments: [
        ("/", "/", nil), ("/a/b", "/a/b", nil), ("/a?", "/a", ""), ("/a?b=c", "/a", "b=c"),
        ("/a?b?c", "/a", "b?c"), ("/%EA%B0%80", "/%EA%B0%80", nil), ("//", "//", nil),
        ("/a.b/..c/...", "/a.b/..c/...", nil),
        ("/a;v=1/@:!$&'()*+,=~", "/a;v=1/@:!$&'()*+,=~", nil),
    ])
    func `an origin-form target is taken`(text: String, path: String, query: String?) throws {
        let target = try #require(Target(text))
        #expect(target.path == path)
        #expect(target.query == query)
        #expect(target.description == text)
    }

    @Test(arguments: [
        "", "a", "*", "http://a/", "/a b", "/a#b", "/%", "/%4", "/%zz", "/%00", "/a?%0", "/\u{7f}",
        "/가", "/a\"", "/<", "/{x}", "/a\\b", "/.", "/..", "/a/../b", "/a/.", "/%2e", "/%2E%2e/x",
        "/.%2E", "/a/%2e./b", "/a\r\n",
    ])
    func `a target that two readers may read differently is refused`(text: String) {
        #expect(Target(text) == nil)
    }

    @Test func `query items are decoded, a plus stays a plus`() throws {
        let target = try #require(
            Target("/?q=%EC%B9%98%ED%82%A8&q=a+b&empty=&flag&a=b=c&&x%26y=1%3D1&=8&=&"))
        let items = target.queryItems
        #expect(items.map(\.name) == ["q", "q", "empty", "flag", "a", "x&y", "", ""])
        #expect(items.map(\.value) == ["치킨", "a+b", "", "", "b=c", "1=1", "8", ""])
        #expect(try #require(Target("/")).queryItems.isEmpty)
        #expect(try #require(Target("/?")).queryItems.isEmpty)
    }

    @Test func `query items that are not UTF-8 are left out`() throws {
        let items = try #require(Target("/?a=%FF&b=2")).queryItems
        #expect(items.map(\.name) == ["b"])
    }

    @Test func `a forwarder drops a prefix and never sends an empty path`() throws {
        let target = try #require(Target("/proxy/a/b?c=d"))
        #expect(target.droppingPathPrefix(6).description == "/a/b?c=d")
        let bare = try #require(Target("/proxy?c=d")).droppingPathPrefix(6)
        var output: [UInt8] = []
        output.write(atMost: bare.mostBytes) { bare.write(to: &$0) }
        #expect(String(decoding: output, as: UTF8.self) == "/?c=d")
        #expect(target.droppingPathPrefix(900).path == "")
    }

    @Test func `any text survives percent-encoding, and stays one segment`() {
        for seed in UInt64(1)...300 {
            var random = SeededGenerator(seed: seed)
            let scalars = (0..<Int.random(in: 0...20, using: &random)).map { _ in
                Self.scalars.randomElement(using: &random) ?? "a"
            }
            let text = String(String.UnicodeScalarView(scalars))
            let encoded = PercentEncoding.encode(text)
            #expect(decoded(encoded) == text, "seed \(seed)")
            let isOneSegment = encoded.utf8.allSatisfy { octet in
                octet < 0x80 && !"/?#&=+ ".utf8.contains(octet)
            }
            #expect(isOneSegment, "seed \(seed)")
        }
    }

    private static let scalars: [UnicodeScalar] =
        Array("aZ09-._~ /?#&=+%치킨é\u{0}\u{7f}\u{10FFFF}\n".unicodeScalars)

    @Test(arguments: ["%", "%4", "%G1", "%1G", "%%41", "%C3%28", "%ED%A0%80"])
    func `what is no encoding of any text is not decoded`(encoded: String) {
        #expect(decoded(encoded) == nil)
    }

    private func decoded(_ encoded: String) -> String? {
        Array(encoded.utf8).withUnsafeBufferPointer { PercentEncoding.decode($0[...]) }
    }
}
