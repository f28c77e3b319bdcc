import HTTP
import JSON

/// Holds an answer against what was expected of it.
struct Check {
    private let exchange: Exchange
    private(set) var variables: Variables
    private let json: Result<JSON, JSONError>

    init(of exchange: Exchange, _ variables: Variables) {
        self.exchange = exchange
        self.variables = variables
        json = Result { () throws(JSONError) in try JSON(parsing: exchange.body) }
    }

    /// The status goes first, and alone: after a wrong one nothing else is worth a word. Captures
    /// go before asserts, which may use them.
    mutating func failures(against expectation: Expectation) -> [Failure] {
        if let status = expectation.status, status != Int(exchange.status.code) {
            return [
                Failure(
                    expectation.statusPosition, "HTTP \(status)", expected: "\(status)",
                    found: exchange.status.description)
            ]
        }
        do throws(Flaw) {
            for capture in expectation.captures { try take(capture) }
        } catch {
            return [Failure(error)]
        }
        var failures = expectation.headers.compactMap { failure(of: $0) }
        failures += expectation.asserts.compactMap { failure(of: $0) }
        if let body = expectation.body, let failure = failure(of: body.draft, body.position) {
            failures.append(failure)
        }
        return failures
    }

    private mutating func take(_ capture: Capture) throws(Flaw) {
        guard let value = try answer(to: capture.question, at: capture.position) else {
            throw Flaw(
                position: capture.position,
                sentence: "there is nothing to be captured as \(capture.name)")
        }
        variables[capture.name] = value
    }

    // MARK: - Each line

    private mutating func failure(of header: Pair) -> Failure? {
        do throws(Flaw) {
            let expected = try variables.render(header.value)
            let values = FieldName(header.name).map(exchange.fields.values) ?? []
            guard !values.contains(expected) else { return nil }
            return Failure(
                header.position, "\(header.name): \(expected)", expected: expected,
                found: values.isEmpty ? "no such header" : values.joined(separator: ", "))
        } catch {
            return Failure(error)
        }
    }

    private mutating func failure(of assert: Assert) -> Failure? {
        do throws(Flaw) {
            let expected = try assert.predicate.operand.map { operand throws(Flaw) in
                try variables.render(operand)
            }
            let actual = try answer(to: assert.question, at: assert.position)
            guard !assert.predicate.holds(for: actual, expected: expected) else { return nil }
            return Failure(
                assert.position, assert.text,
                expected: assert.predicate.isNegated ? nil : expected?.shown,
                found: actual?.shown ?? "nothing")
        } catch {
            return Failure(error)
        }
    }

    private mutating func failure(of draft: BodyDraft, _ position: Position) -> Failure? {
        let found = String(decoding: exchange.body, as: UTF8.self)
        do throws(Flaw) {
            switch draft {
            case .json(let template):
                let expected = try variables.render(template)
                if case .success(let json) = json, json == expected.json { return nil }
                return Failure(position, "the body", expected: expected.text, found: found)
            case .text(let template, _):
                let expected = try variables.render(template)
                guard expected != found else { return nil }
                return Failure(position, "the body", expected: expected, found: found)
            }
        } catch {
            return Failure(error)
        }
    }

    // MARK: - Questions

    private mutating func answer(
        to question: Question, at position: Position
    ) throws(Flaw) -> Value? {
        var value = try answer(to: question.query, at: position)
        for filter in question.filters {
            guard let input = value else { return nil }
            switch filter.apply(to: input) {
            case .success(let output): value = output
            case .failure(let mismatch):
                throw Flaw(position: position, sentence: mismatch.sentence)
            }
        }
        return value
    }

    private mutating func answer(
        to query: Query, at position: Position
    ) throws(Flaw) -> Value? {
        switch query {
        case .status: return .integer(Int64(exchange.status.code))
        case .duration: return .integer(Int64(exchange.milliseconds))
        case .body: return .string(String(decoding: exchange.body, as: UTF8.self))
        case .variable(let name): return variables[name]
        case .header(let name):
            let name = FieldName(try variables.render(name))
            let values = name.map(exchange.fields.values) ?? []
            return values.count > 1
                ? .list(values.map(Value.string)) : values.first.map(Value.string)
        case .jsonPath(let path):
            return try find(try variables.render(path), at: position)
        }
    }

    private func find(_ path: String, at position: Position) throws(Flaw) -> Value? {
        do {
            return try JSONPath(path).find(in: json.get())
        } catch let refusal as JSONPath.Refusal {
            throw Flaw(position: position, sentence: refusal.sentence)
        } catch {
            throw Flaw(position: position, sentence: "the body is not JSON: \(error)")
        }
    }
}

extension Predicate {
    var operand: Operand? {
        switch test {
        case .equals(let operand), .differs(let operand), .compares(_, let operand),
            .startsWith(let operand), .endsWith(let operand), .contains(let operand),
            .includes(let operand):
            operand
        case .matches, .is, .isEmpty, .exists: nil
        }
    }
}
