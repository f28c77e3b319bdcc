import SharedDatabase
import Storage
import TestFolders
import Testing

@testable import MonolithMain

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

    @Test func `a page of one database is never taken for one of the next`() async throws {
        let folder = try TestFolder()
        var versions: Set<Int64> = []
        for name in ["first", "second"] {
            let database = try Database(
                DatabaseFile(path: "\(folder.path)/\(name).db"), schema: SharedDatabase.schema,
                holder: "test")
            versions.insert(try await database.read { try ListingVersion.read(in: $0) })
            await database.close()
        }
        #expect(versions.count == 2 && versions.allSatisfy { $0 > 1_700_000_000_000 })
    }
}
