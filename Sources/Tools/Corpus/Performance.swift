import EventLoop
import HTTP
import Runtime

/// A scenario being played: its requests in order, until one is not answered as it should be.
struct Performance {
    private let scenario: Scenario
    private let environment: Environment
    private let messenger: Messenger
    private var variables: Variables
    private var lastExchange: Exchange?
    private var sightings: [Sighting] = []

    init(
        of scenario: Scenario, with variables: [String: Value], through messenger: Messenger,
        in environment: Environment
    ) {
        self.scenario = scenario
        self.environment = environment
        self.messenger = messenger
        self.variables = Variables(variables, drawingFrom: environment.makeRandomness())
    }

    consuming func play(as name: String) async -> Outcome {
        let began = environment.now
        var failures: [Failure] = []
        for entry in scenario.entries where failures.isEmpty && !entry.options.isSkipped {
            failures = await perform(entry)
        }
        let passed = environment.now.nanoseconds(since: began)
        return Outcome(
            name: name, path: scenario.source.path, failures: failures, lastExchange: lastExchange,
            sightings: sightings, milliseconds: Int(passed / 1_000_000))
    }

    /// Tries a request until it is answered as it should be, or its tries are used up.
    private mutating func perform(_ entry: Entry) async -> [Failure] {
        let options = entry.options
        for triesLeft in (0...options.retries).reversed() {
            let isFirst = triesLeft == options.retries
            let wait = isFirst ? options.delayMilliseconds : options.retryIntervalMilliseconds
            do throws(CancellationError) {
                if wait > 0 { try await environment.loop.sleep(milliseconds: wait) }
            } catch {
                return [Failure(entry.position, "the run was broken off")]
            }
            let failures = await attempt(entry)
            if failures.isEmpty || triesLeft == 0 { return failures }
        }
        return []
    }

    private mutating func attempt(_ entry: Entry) async -> [Failure] {
        lastExchange = nil
        do throws(Flaw) {
            for assignment in entry.options.variables {
                let value = try variables.render(assignment.value)
                variables[assignment.name] = Value(given: value)
            }
            let (request, url) = try variables.draw(entry.request, at: entry.position)
            let exchange = try await send(request, to: url, entry.position)
            lastExchange = exchange
            sightings.append(Sighting(exchange))
            guard let expectation = entry.expectation else { return [] }
            var check = Check(of: exchange, variables)
            defer { variables = check.variables }
            return check.failures(against: expectation)
        } catch {
            return [Failure(error)]
        }
    }

    private func send(
        _ request: Request, to url: URLText, _ position: Position
    ) async throws(Flaw) -> Exchange {
        do throws(Messenger.NoAnswer) {
            return try await messenger.send(request, to: url)
        } catch {
            throw Flaw(
                position: position,
                sentence: "\(request.method.rawValue) \(url): \(error)")
        }
    }
}

// MARK: - The request

extension Variables {
    /// The request as it is sent.
    fileprivate mutating func draw(
        _ draft: RequestDraft, at position: Position
    ) throws(Flaw) -> (Request, URLText) {
        var query: [(name: String, value: String)] = []
        for pair in draft.query { query.append((pair.name, try render(pair.value))) }
        let text = try render(draft.url)
        guard let url = URLText(text, query: query) else {
            throw Flaw(position: position, sentence: "\(text) is no http:// URL")
        }
        var request = Request(draft.method, url.target)
        for header in draft.headers {
            guard let name = FieldName(header.name) else {
                throw Flaw(
                    position: header.position, sentence: "\(header.name) cannot name a header")
            }
            request.fields.append(name, try render(header.value))
        }
        if !request.fields.contains(.accept) { request.fields.append(.accept, "*/*") }
        if let body = draft.body {
            request.body = .bytes(try render(body))
            if let contentType = body.contentType, !request.fields.contains(.contentType) {
                request.fields.append(.contentType, contentType)
            }
        }
        return (request, url)
    }

    private mutating func render(_ body: BodyDraft) throws(Flaw) -> [UInt8] {
        switch body {
        case .json(let template): Array(try render(template).text.utf8)
        case .text(let template, _): Array(try render(template).utf8)
        }
    }
}
