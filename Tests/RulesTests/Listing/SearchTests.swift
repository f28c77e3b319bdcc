import ListingRules
import Testing

private func found(_ text: String, in names: String...) throws -> Bool {
    try #require(try SearchQuery(text)).matches(names.map { SearchText($0) })
}

@Suite struct SearchTests {
    @Test(arguments: ["치킨", "교촌", "촌치", "교촌치킨", "치", "킨", "강남 치킨", "남 촌"])
    func `a word is found inside another`(text: String) throws {
        #expect(try found(text, in: "교촌치킨 강남점"))
    }

    @Test(arguments: ["킨치", "교치", "피자", "치킨 피자", "치 킨 피", "킨 강남 부산", "교촌치킨강남"])
    func `what is nowhere is not found`(text: String) throws {
        #expect(try !found(text, in: "교촌치킨 강남점"))
    }

    @Test func `each word may be found in another name`() throws {
        #expect(try found("교촌 콤보", in: "교촌치킨", "허니콤보"))
        #expect(try !found("교촌콤보", in: "교촌", "콤보"))
    }

    @Test(arguments: [
        ("CAFÉ", "café"), ("cafe\u{301}", "CAFÉ Paris"), ("STRASSE", "Strasse 7"),
        ("ΣΊΣΥΦΟΣ", "σίσυφοσ"), ("İstanbul", "i\u{307}stanbul kebab"), ("버거 KING", "버거king"),
        ("\u{130}\u{323}", "i\u{307}\u{323}"),
    ])
    func `case and composition make no difference`(query: String, name: String) throws {
        #expect(try found(query, in: name))
        #expect(try found(name, in: query + " " + name))
    }

    @Test func `jamo that a keyboard left apart are the syllable they spell`() throws {
        let apart = "\u{110e}\u{1175}\u{110f}\u{1175}\u{11ab}"
        #expect(try found(apart, in: "교촌치킨"))
        #expect(try found("치킨", in: "교촌" + apart))
        #expect(SearchText(apart) == SearchText("치킨"))
    }

    @Test func `every syllable is itself, composed or not`() {
        for value in UInt32(0xac00)...0xd7a3 {
            guard let scalar = Unicode.Scalar(value) else { continue }
            let index = value - 0xac00
            var jamo = String.UnicodeScalarView()
            let parts = [0x1100 + index / 588, 0x1161 + index % 588 / 28, 0x11a7 + index % 28]
            for part in parts where part != 0x11a7 {
                jamo.append(contentsOf: [.init(part)].compactMap { $0 })
            }
            guard SearchText(String(jamo)) == SearchText(String(scalar)) else {
                Issue.record("\(scalar) is not what its jamo spell")
                return
            }
        }
    }

    @Test(arguments: ["", " ", "\u{3000}\t\n"])
    func `a query of nothing looks for nothing`(text: String) throws {
        #expect(try SearchQuery(text) == nil)
    }

    @Test func `a query has its limits, in any spelling`() throws {
        let long = String(repeating: "치", count: 100)
        _ = try SearchQuery(long)
        _ = try SearchQuery(String(repeating: "\u{110f}\u{1175}\u{11ab}", count: 100))
        _ = try SearchQuery("a b c d e f g h i j")
        for text in [
            long + "킨", "a b c d e f g h i j k", String(repeating: "e\u{301}", count: 101),
        ] {
            #expect(throws: ListingRejection.queryTooLong) { try SearchQuery(text) }
        }
    }
}
