/// What is asked of an answer: `jsonpath "$.items" count`.
struct Question: Sendable {
    let query: Query
    let filters: [Filter]
}

enum Query: Sendable {
    case status
    /// In milliseconds.
    case duration
    case body
    case header(Template)
    case jsonPath(Template)
    case variable(String)
}

/// What turns one value into another.
enum Filter: Sendable {
    case count
    case nth(Int)
    case toInt

    /// Nil when the list has no such element; a sentence when the value is of another kind.
    func apply(to value: Value) -> Result<Value?, Mismatch> {
        switch (self, value) {
        case (.count, .list(let list)): .success(.integer(Int64(list.count)))
        case (.nth(let index), .list(let list)):
            .success(list.indices.contains(index) ? list[index] : nil)
        case (.toInt, .integer): .success(value)
        case (.toInt, .string(let text)):
            Int64(text).map { .success(.integer($0)) }
                ?? .failure(Mismatch(sentence: "\(value.shown) is not an integer"))
        default:
            .failure(Mismatch(sentence: "the filter has no meaning for \(value.shown)"))
        }
    }

    struct Mismatch: Error {
        let sentence: String
    }
}

extension Reader {
    static let mostFilters = 8

    mutating func question() throws(Flaw) -> Question {
        let query = try query()
        var filters: [Filter] = []
        while let filter = try filter() {
            guard filters.count < Self.mostFilters else { throw flaw("there are too many filters") }
            filters.append(filter)
        }
        return Question(query: query, filters: filters)
    }

    private mutating func query() throws(Flaw) -> Query {
        let start = offset
        switch word() {
        case "status": return .status
        case "duration": return .duration
        case "body": return .body
        case "header": return .header(try quoted("the name of a header"))
        case "jsonpath": return .jsonPath(try path())
        case "variable":
            guard let name = try quoted("the name of a variable").fixed else {
                throw flaw("a variable is named without another variable", at: start)
            }
            return .variable(name)
        default:
            offset = start
            throw flaw(
                "a query was expected: status, header, body, jsonpath, duration or variable, "
                    + "and not \(restOfLine)")
        }
    }

    private mutating func path() throws(Flaw) -> Template {
        skipSpaces()
        let start = offset
        let path = try quoted("a JSONPath")
        do throws(JSONPath.Refusal) {
            _ = try JSONPath(path.sample)
        } catch {
            throw flaw(error.sentence, at: start)
        }
        return path
    }

    /// The next filter; nil, and nothing read, when what follows is none.
    private mutating func filter() throws(Flaw) -> Filter? {
        let start = offset
        skipSpaces()
        switch word() {
        case "count": return .count
        case "nth":
            skipSpaces()
            return .nth(try integer(in: 0...99_999, "nth"))
        case "toInt": return .toInt
        default:
            offset = start
            return nil
        }
    }
}
