import HTTP
import PublicAPI
import Testing

@testable import Corpus

/// The scenarios under `Tests/Corpus`, as far as they can be judged without playing them.
struct WholeCorpus {
    struct File {
        let name: String
        let firstLine: String
        let scenario: Scenario
    }

    static let tests = #filePath.split(separator: "/").dropLast(3).map { "/\($0)" }.joined()
    static let folder = "\(tests)/Corpus"

    let files: [File]
    /// Every request, and what it asks for.
    let requests: [(file: File, entry: Entry, endpoint: EndpointFacts?)]

    init() throws {
        files = try ScenarioFiles.find([Self.folder]).map { found in
            let source = try SourceText(ScenarioFiles.read(found.path), path: found.path)
            let text = String(decoding: source.octets, as: UTF8.self)
            return File(
                name: found.name,
                firstLine: text.split(separator: "\n").first.map(String.init) ?? "",
                scenario: try Scenario(source))
        }
        requests = files.flatMap { file in
            file.scenario.entries.map { (file, $0, $0.request.endpoint) }
        }
    }

    /// A code that scenarios may leave out.
    struct NotPlayed {
        let code: String
        /// The test that counts instead; nil where none can yet.
        let test: String?
        let reason: String
    }

    static func notPlayed() throws -> [NotPlayed] {
        let text = String(
            decoding: try ScenarioFiles.read("\(folder)/not-played.txt"), as: UTF8.self)
        return try text.split(separator: "\n").filter { !$0.hasPrefix("#") }.map { line in
            let columns = line.split(separator: " ", maxSplits: 2).map(String.init)
            try #require(columns.count == 3, "\(line) is not: code, test, reason")
            return NotPlayed(
                code: columns[0], test: columns[1] == "-" ? nil : columns[1], reason: columns[2])
        }
    }
}

extension RequestDraft {
    /// What the contract calls it; nil for what is none of its endpoints.
    var endpoint: EndpointFacts? {
        let address = url.sample.drop { $0 != "/" }
        let path = address.prefix { $0 != "?" }.split(separator: "/")
        let fits = PublicAPI.all.map(\.facts).filter { facts in
            let template = facts.path.split(separator: "/")
            return facts.verb.rawValue.uppercased() == method.rawValue
                && template.count == path.count
                && zip(template, path).allSatisfy { $0.hasPrefix("{") || $0 == $1 }
        }
        // Fewer places are a closer fit.
        return fits.min { $0.path.count { $0 == "{" } < $1.path.count { $0 == "{" } }
    }
}

extension Entry {
    /// The problem that has to come, where one has.
    var expectedCode: String? {
        for assert in expectation?.asserts ?? [] {
            guard case .jsonPath(let path) = assert.question.query, path.fixed == "$.code",
                case .equals(.text(let code)) = assert.predicate.test
            else { continue }
            return code.fixed
        }
        return nil
    }
}
