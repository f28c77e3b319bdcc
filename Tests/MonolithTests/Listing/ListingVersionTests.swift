import Testing

/// A kept page of the listing is true as long as the listing's version stands.
@Suite struct ListingVersionTests {
    @Test func `whoever writes what the listing shows raises its version`() throws {
        let writings = ["UPDATE stores", "INTO stores", "INTO store_search"]
        let writers = Statement.sources.filter { source in
            writings.contains { source.text.contains($0) }
        }
        try #require(writers.count >= 3, "the sources were not found")
        for writer in writers {
            #expect(writer.text.contains("ListingVersion.rise"), "\(writer.file)")
        }
    }
}
