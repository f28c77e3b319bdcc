import EventLoop
import Glibc
import HTTP
import Runtime
import TestFolders
import Testing

@testable import Corpus

/// The program from its command line to its exit status, with files on the disk.
@Suite struct SessionTests {
    private static let good = "GET {{url}}/v1/stores\nHTTP 200\n"
    private static let refused = "POST {{url}}/v1/orders\nHTTP 201\n"

    /// A folder with these files, for as long as `body` runs.
    private func withFolder<Result>(
        _ files: [String: String], _ body: (String) throws -> Result
    ) throws -> Result {
        let folder = try TestFolder()
        mkdir("\(folder.path)/orders", 0o700)
        for (name, text) in files { try ScenarioFiles.write(text, to: "\(folder.path)/\(name)") }
        return try body(folder.path)
    }

    private func run(
        _ arguments: [String]
    ) throws -> (status: Session.Status, said: String, complaints: [String]) {
        let said = Lock("")
        let complaints = Lock<[String]>([])
        let status = try Shop().inWorld { environment in
            let session = Session(try Invocation(arguments), in: environment)
            return await session.run(
                say: { text in said.withLock { $0 += text } },
                complain: { sentence in complaints.withLock { $0.append(sentence) } })
        }
        return (status, said.withLock { $0 }, complaints.withLock { $0 })
    }

    @Test func `a run says what passed, and ends with 0`() throws {
        try withFolder(["orders/a.hurl": Self.good, "b.hurl": Self.good, "c.txt": "x"]) { folder in
            let (status, said, complaints) = try run(["--url", Shop.url + "/", folder])
            #expect(status == .passed)
            #expect(said.hasPart("ok     orders/a "))
            #expect(said.hasPart("2 passed, 0 failed"))
            #expect(complaints == [])
        }
    }

    @Test func `a failure ends it with 1, and is in the report for CI`() throws {
        let files = ["orders/a.hurl": Self.refused, "b.hurl": Self.good]
        try withFolder(files) { folder in
            let report = "\(folder)/junit.xml"
            defer { unlink(report) }
            let (status, said, _) = try run(["--url=\(Shop.url)", "--junit", report, folder])
            #expect(status == .failed)
            #expect(said.hasPart("\(folder)/orders/a.hurl:2:6"))
            #expect(said.hasPart("1 passed, 1 failed"))
            let xml = String(decoding: try ScenarioFiles.read(report), as: UTF8.self)
            #expect(xml.hasPart("<failure message=\"HTTP 201\">"))
        }
    }

    @Test func `every scenario that cannot be read is told, and none is played`() throws {
        let files = [
            "a.hurl": "GET\n", "b.hurl": Self.good + "[Oops]\n", "orders/c.hurl": Self.good,
        ]
        try withFolder(files) { folder in
            let (status, said, complaints) = try run(["--url", Shop.url, folder])
            #expect(status == .impossible)
            #expect(said == "")
            #expect(complaints.count == 2)
            #expect(complaints.last?.hasPrefix("\(folder)/b.hurl:3:1: there is no section") == true)
        }
    }

    @Test func `scenarios are chosen by name, and listed`() throws {
        let files = ["orders/lunch.hurl": Self.good, "orders/dinner.hurl": "?", "b.hurl": "?"]
        try withFolder(files) { folder in
            let (status, said, _) = try run(["--only", "orders/l", "--list", folder])
            #expect(status == .passed)
            #expect(said == "orders/lunch\n")
            #expect(
                try run(["--only", "orders/", "--except", "din", "--list", folder]).said == said)
            #expect(try run(["--only", "supper", folder]).status == .impossible)
        }
    }

    @Test func `one sentence says that nothing listens`() throws {
        try withFolder(["a.hurl": Self.good, "b.hurl": Self.good]) { folder in
            let (status, _, complaints) = try run(["--url", "http://nobody:80", folder])
            #expect(status == .impossible)
            #expect(complaints.count == 1)
            #expect(complaints[0].hasPrefix("nothing answers at http://nobody:80"))
        }
    }

    @Test func `coverage is counted against what the system says of itself`() throws {
        try withFolder(["a.hurl": "POST {{url}}/v1/orders\nHTTP 409\n"]) { folder in
            let said = try run(["--url", Shop.url, "--coverage", folder]).said
            #expect(said.hasPart("endpoints: 1 of 3 were met"))
            #expect(said.hasPart("not met  GET /v1/orders/{id}"))
            #expect(said.hasPart("problem codes: 1 of 2 were met\n  not met  item-unknown"))
        }
    }

    @Test func `secrets come from a file, and the command line goes before it`() throws {
        let scenario = "POST {{url}}/echo\n`{{a}} {{b}}`\nHTTP 200\n`1 two`\n"
        try withFolder(["a.hurl": scenario, "secrets": "# ours\na=9\nb=two\n"]) { folder in
            let variables = ["--variables-file", "\(folder)/secrets", "--variable", "a=1"]
            let (status, said, _) = try run(["--url", Shop.url] + variables + [folder])
            #expect(status == .passed, "\(said)")
        }
    }

    @Test(arguments: [
        [], ["--jobs", "0", "a"], ["--jobs", "many", "a"], ["--url", "a", "b"], ["--nope", "a"],
        ["--variable", "=x", "a"], ["a", "--junit"], ["--url", "https://a", "b"],
    ])
    func `a command line that makes no sense is refused`(arguments: [String]) {
        #expect(throws: Refusal.self) { try Invocation(arguments) }
    }
}
