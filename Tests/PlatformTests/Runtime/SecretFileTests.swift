import EventLoop
import Glibc
import TestFolders
import Testing

@testable import Runtime

@Suite struct SecretFileTests {
    private func openFile(_ path: String, _ names: [String], seed: UInt64) throws -> SecretFile {
        var randomness = Randomness.seeded(SeededGenerator(seed: seed))
        return try SecretFile(at: path, holding: names, randomness: &randomness)
    }

    @Test func `the first makes the secrets, and everyone after finds the same`() throws {
        let folder = try TestFolder()
        let path = "\(folder.path)/secrets"
        let made = try openFile(path, ["a", "b"], seed: 1)
        let found = try openFile(path, ["b"], seed: 2)
        #expect(made.text("b") == found.text("b"))
        #expect(made.text("a") != made.text("b"))
        #expect(made.text("a").utf8.count == 64)
    }

    @Test func `only its owner may read it`() throws {
        let folder = try TestFolder()
        let path = "\(folder.path)/secrets"
        _ = try openFile(path, ["a"], seed: 1)
        var status = stat()
        #expect(stat(path, &status) == 0 && status.st_mode & 0o777 == 0o600)
        chmod(path, 0o644)
        #expect(throws: StartFailure.self) { try openFile(path, ["a"], seed: 1) }
    }

    @Test func `a file without the secret, or of another kind, is refused and left`() throws {
        let folder = try TestFolder()
        let path = "\(folder.path)/secrets"
        _ = try openFile(path, ["a"], seed: 1)
        #expect(throws: StartFailure.self) { try openFile(path, ["other"], seed: 1) }
        let file = try #require(fopen(path, "a"))
        fputs("no secret\n", file)
        fclose(file)
        #expect(throws: StartFailure.self) { try openFile(path, ["a"], seed: 1) }
    }

    @Test func `no folder, no secrets`() {
        #expect(throws: StartFailure.self) {
            try openFile("/nowhere/at/all/secrets", ["a"], seed: 1)
        }
    }
}
