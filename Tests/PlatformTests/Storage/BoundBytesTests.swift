import Storage
import Testing

/// Texts and blobs lie in one piece of memory while their statement runs; nothing of that shows.
@Suite struct BoundBytesTests {
    @Test(arguments: [0, 1, 63, 64, 65, 1_000, 4_095, 4_096, 4_097, 100_000])
    func `what was bound is what was stored, whatever its length and what came before`(
        length: Int
    ) async throws {
        let database = try Fixture.openInMemory()
        let text = String(repeating: "가", count: length / 3) + "x"
        let blob = (0..<length).map { UInt8(truncatingIfNeeded: $0) }
        // The first use finds out how much room there should be; the others have it.
        for _ in 1...3 {
            let (sameText, sameBlob, short, empty) = try await database.write { transaction in
                try #require(
                    try transaction.first("SELECT ?, ?, ?, ?", text, blob, "short", "") {
                        try ($0[0] as String, $0[1] as [UInt8], $0[2] as String, $0[3] as String)
                    })
            }
            #expect(sameText == text)
            #expect(sameBlob == blob)
            #expect(short == "short" && empty.isEmpty)
        }
    }

    @Test func `an empty text is no null, and neither is an empty blob`() async throws {
        let database = try Fixture.openInMemory()
        let kinds = try await database.read { reader in
            try reader.first("SELECT typeof(?), typeof(?), length(?)", "", [UInt8](), [UInt8]()) {
                try ($0[0] as String, $0[1] as String, $0[2] as Int)
            }
        }
        let found = try #require(kinds)
        #expect(found == ("text", "blob", 0))
    }

    @Test func `a statement that is used inside its own answer has memory of its own`() async throws
    {
        let database = try Fixture.openInMemory()
        let pairs = try await database.read { reader in
            var pairs: [String] = []
            func ask(_ text: String, row: (String) throws -> Void) throws {
                try reader.forEach("SELECT ? || n FROM (SELECT 1 AS n UNION ALL SELECT 2)", text) {
                    try row($0[0])
                }
            }
            try ask("outer") { outer in
                try ask("an inner text that is longer") { inner in pairs.append("\(outer) \(inner)")
                }
            }
            return pairs
        }
        #expect(
            pairs == [
                "outer1 an inner text that is longer1", "outer1 an inner text that is longer2",
                "outer2 an inner text that is longer1", "outer2 an inner text that is longer2",
            ])
    }
}
