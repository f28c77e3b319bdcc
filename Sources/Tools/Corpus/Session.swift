import EventLoop
import HTTP
import JSON
import Runtime

/// One run of the program: find the scenarios, play them, report.
struct Session: Sendable {
    enum Status: Int32 {
        case passed = 0
        case failed = 1
        /// Something is wrong with the command line, a scenario or the way to the system.
        case impossible = 2
    }

    typealias Line = @Sendable (String) -> Void

    private let invocation: Invocation
    private let environment: Environment

    init(_ invocation: Invocation, in environment: Environment) {
        self.invocation = invocation
        self.environment = environment
    }

    func run(say: Line, complain: Line) async -> Status {
        do throws(Refusal) {
            return try await play(say)
        } catch {
            for sentence in error.sentences { complain(sentence) }
            return .impossible
        }
    }

    private func play(_ say: Line) async throws(Refusal) -> Status {
        let scenarios = try scenarios()
        if invocation.isList {
            for scenario in scenarios { say(scenario.name + "\n") }
            return .passed
        }
        let surroundings = try surroundings()
        let messenger = Messenger(environment)
        try await findSystem()
        let coverage = try await coverage(through: messenger)
        let runner = Runner(
            environment: environment, messenger: messenger, surroundings: surroundings,
            jobs: invocation.jobs)
        say("\(scenarios.count) scenarios at \(invocation.url), \(invocation.jobs) at a time\n\n")
        let began = environment.now
        let outcomes = await runner.run(scenarios) { say(Report.line(of: $0)) }
        let milliseconds = Int(environment.now.nanoseconds(since: began) / 1_000_000)
        await messenger.close()
        say(Report.summary(of: outcomes, milliseconds: milliseconds))
        if let coverage { say("\n" + coverage.report(of: outcomes.flatMap(\.sightings))) }
        if let path = invocation.junitPath {
            let report = JUnitReport(outcomes: outcomes, milliseconds: milliseconds)
            try ScenarioFiles.write(report.text, to: path)
        }
        return outcomes.allSatisfy(\.hasPassed) ? .passed : .failed
    }

    // MARK: - What is played

    /// Those wanted. All that is wrong with them is told at once.
    private func scenarios() throws(Refusal) -> [NamedScenario] {
        let found = try ScenarioFiles.find(invocation.paths)
        let wanted = found.filter {
            $0.name.hasPart(invocation.only)
                && (invocation.except.isEmpty || !$0.name.hasPart(invocation.except))
        }
        guard !wanted.isEmpty else {
            throw Refusal("of \(found.count) scenarios none is asked for")
        }
        guard wanted.count <= Surroundings.mostScenarios else {
            throw Refusal("the town has place for \(Surroundings.mostScenarios) scenarios only")
        }
        var scenarios: [NamedScenario] = []
        var problems: [String] = []
        for file in wanted {
            let octets = try ScenarioFiles.read(file.path)
            do throws(Flaw) {
                let scenario = try Scenario(SourceText(octets, path: file.path))
                scenarios.append(NamedScenario(name: file.name, scenario: scenario))
            } catch {
                problems.append("\(file.path):\(error.position): \(error.sentence)")
            }
        }
        guard problems.isEmpty else { throw Refusal(all: problems) }
        return scenarios
    }

    private func surroundings() throws(Refusal) -> Surroundings {
        var invocation = invocation
        for path in invocation.variablesFiles {
            let text = String(decoding: try ScenarioFiles.read(path), as: UTF8.self)
            try invocation.addVariables(fromFile: text, path)
        }
        var randomness = environment.makeRandomness()
        return Surroundings(
            url: invocation.url, given: invocation.variables,
            unixMilliseconds: environment.unixMilliseconds, drawingFrom: &randomness)
    }

    // MARK: - The system

    private static let connectMilliseconds = 2_000

    /// One sentence rather than a failure a scenario when nothing listens.
    private func findSystem() async throws(Refusal) {
        guard let url = URLText(invocation.url, query: []), let address = Address(url.authority)
        else {
            throw Refusal("\(invocation.url): hosts are given by number")
        }
        do throws(StreamError) {
            let limit = environment.now.advanced(byMilliseconds: Self.connectMilliseconds)
            let stream = try await environment.transport.connect(
                to: address, on: environment.loop, by: limit)
            stream.close()
        } catch {
            throw Refusal("nothing answers at \(invocation.url): \(error)")
        }
    }

    private func coverage(through messenger: Messenger) async throws(Refusal) -> Coverage? {
        switch invocation.coverage {
        case nil: return nil
        case .file(let path):
            return try Coverage(list: String(decoding: ScenarioFiles.read(path), as: UTF8.self))
        case .openAPI:
            guard let url = URLText(invocation.url + "/openapi.json", query: []) else { return nil }
            do {
                let exchange = try await messenger.send(Request(.get, url.target), to: url)
                return try Coverage(openAPI: JSON(parsing: exchange.body))
            } catch {
                throw Refusal("\(url) does not tell what there is: \(error)")
            }
        }
    }
}
