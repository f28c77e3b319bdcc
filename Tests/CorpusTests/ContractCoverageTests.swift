import PublicAPI
import Testing

@testable import Corpus

/// The scenarios and the contract, held against each other without a running system.
struct ContractCoverageTests {
    let corpus: WholeCorpus

    init() throws {
        corpus = try WholeCorpus()
    }

    @Test func `there are at least eighty scenarios, and each begins with its story`() {
        #expect(corpus.files.count >= 80)
        for file in corpus.files {
            #expect(file.firstLine.hasPrefix("# "), "\(file.name) tells no story")
        }
    }

    @Test func `every endpoint is asked, and answers well, in a scenario at least`() {
        for facts in PublicAPI.all.map(\.facts) {
            let isMet = corpus.requests.contains { request in
                request.endpoint?.name == facts.name
                    && request.entry.expectation?.status == facts.status
            }
            #expect(isMet, "\(facts.verb) \(facts.path) is never answered with \(facts.status)")
        }
    }

    @Test func `every problem code is expected by a scenario, or it is written down why not`()
        throws
    {
        let played = Set(corpus.requests.compactMap(\.entry.expectedCode))
        let notPlayed = try WholeCorpus.notPlayed()
        for line in notPlayed {
            #expect(ProblemCode(rawValue: line.code) != nil, "\(line.code) is no code")
            #expect(!played.contains(line.code), "\(line.code) is played after all")
            if let test = line.test {
                _ = try ScenarioFiles.read("\(WholeCorpus.tests)/\(test)")
            }
        }
        let excused = Set(notPlayed.map(\.code))
        for code in ProblemCode.allCases.map(\.rawValue) {
            #expect(played.contains(code) || excused.contains(code), "nobody expects \(code)")
        }
    }

    @Test func `what a scenario expects is what the contract declares`() {
        for request in corpus.requests {
            guard let facts = request.endpoint, let code = request.entry.expectedCode,
                let problem = ProblemCode(rawValue: code)
            else { continue }
            let line = "\(request.file.name):\(request.entry.position)"
            #expect(facts.problems.contains(problem), "\(line): \(facts.name) has no \(code)")
            #expect(request.entry.expectation?.status == problem.status, "\(line): \(code)")
        }
    }

    @Test func `an order is placed with the version of the menu that it is from`() {
        for request in corpus.requests where request.endpoint?.name == "placeOrder" {
            guard request.entry.expectation?.status == 201 else { continue }
            #expect(
                request.entry.request.headers.contains { $0.name == "Baedal-After" },
                "\(request.file.name):\(request.entry.position) could meet an older menu")
        }
    }

    @Test func `riders who go on shift go off again`() {
        for file in corpus.files {
            let shifts = file.scenario.entries.filter {
                $0.request.endpoint?.name == "setShift" && $0.expectation?.status == 200
            }
            #expect(
                shifts.last?.request.isEndOfShift ?? true,
                "\(file.name) leaves a rider behind, whom a later run may meet")
        }
    }
}

extension RequestDraft {
    fileprivate var isEndOfShift: Bool {
        guard case .json(let template) = body else { return false }
        return template.parts.contains { part in
            if case .text(let text) = part { text.contains(#""isOnShift": false"#) } else { false }
        }
    }
}
