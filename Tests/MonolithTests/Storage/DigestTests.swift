import Identity
import Storage
import Testing

@testable import MonolithMain

@Suite struct DigestTests {
    @Test func `a digest is read as it was kept`() throws {
        try Town.run { town in
            let database = try #require(town.monolith?.database)
            let digest = SHA256.digest(of: Array("교촌치킨".utf8).span)
            let read: Digest? = try await database.read { reader in
                try reader.first("SELECT ?", digest) { try $0[0] }
            }
            #expect(read == digest)
        }
    }

    @Test func `a blob of another length is told as damage`() throws {
        try Town.run { town in
            let database = try #require(town.monolith?.database)
            for length in [0, 31, 33] {
                let error = await #expect(throws: StorageError.self) {
                    try await database.read { reader in
                        _ = try reader.first("SELECT zeroblob(?)", length) { try $0[0] as Digest }
                    }
                }
                guard case .corrupt = error else {
                    Issue.record("\(length) bytes were told as \(String(describing: error))")
                    continue
                }
            }
        }
    }
}
