import JSON

/// The part of JSONPath (RFC 9535) that the corpus asks with:
///
///     $            the whole            .name ['name']     a member
///     [0]          an element           [*] .*             all of them
///     ..name       a member at any depth
///     [?(@.a.b == 'x')]   the elements of which it is true: == != < <= > >=, or a path alone
struct JSONPath: Sendable {
    enum Step: Sendable {
        case member(String)
        case element(Int)
        case every
        case anywhere(String)
        case filtered(Condition)
    }

    struct Condition: Sendable {
        let members: [String]
        /// Nil when it is enough that there is something.
        let test: (comparison: String, literal: Value)?
    }

    struct Refusal: Error {
        let sentence: String
    }

    let steps: [Step]

    /// One place at most, or a list however many there are, as Hurl has it.
    var isSingular: Bool {
        steps.allSatisfy { step in
            switch step {
            case .member, .element: true
            case .every, .anywhere, .filtered: false
            }
        }
    }

    /// What stands there: nil for nothing at a single place.
    func find(in root: JSON) throws(JSONError) -> Value? {
        var nodes = [root]
        for step in steps {
            var found: [JSON] = []
            for node in nodes { try step.follow(from: node, into: &found) }
            nodes = found
        }
        if isSingular { return try nodes.first.map { json throws(JSONError) in try Value(json) } }
        var list: [Value] = []
        for node in nodes { list.append(try Value(node)) }
        return .list(list)
    }
}

extension JSONPath.Step {
    fileprivate func follow(from node: JSON, into found: inout [JSON]) throws(JSONError) {
        switch self {
        case .member(let name):
            if node.kind == .object, let member = try node[ifPresent: name] { found.append(member) }
        case .element(let index):
            if node.kind == .array, index < (try node.elements()).count {
                found.append(try node[index])
            }
        case .every:
            found += try node.children()
        case .anywhere(let name):
            try JSONPath.Step.member(name).follow(from: node, into: &found)
            for child in try node.children() { try follow(from: child, into: &found) }
        case .filtered(let condition):
            for child in try node.children() where try condition.holds(for: child) {
                found.append(child)
            }
        }
    }
}

extension JSONPath.Condition {
    fileprivate func holds(for node: JSON) throws(JSONError) -> Bool {
        var place = node
        for name in members {
            guard place.kind == .object, let member = try place[ifPresent: name] else {
                // Nothing differs from everything (RFC 9535, 2.3.5.2.2).
                return test?.comparison == "!="
            }
            place = member
        }
        guard let (comparison, literal) = test else { return true }
        let value = try Value(place)
        switch comparison {
        case "==": return value == literal
        case "!=": return value != literal
        default:
            guard let comparison = Predicate.Comparison(rawValue: comparison) else { return false }
            let predicate = Predicate(
                isNegated: false, test: .compares(comparison, .value(literal)))
            return predicate.holds(for: value, expected: literal)
        }
    }
}

extension JSON {
    fileprivate func children() throws(JSONError) -> [JSON] {
        switch kind {
        case .array: Array(try elements())
        case .object: try members().map(\.value)
        case .null, .bool, .number, .string: []
        }
    }
}
