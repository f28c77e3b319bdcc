/// The text of one statement.
///
/// It is written as a literal, so that no value can be pasted into it: values are bound. What must
/// be put together at run time (a list with optional filters) says so with `SQL(composed:)`, and a
/// reader of the code knows where to look for an injection.
public struct SQL: Sendable, ExpressibleByStringLiteral, CustomStringConvertible {
    enum Text {
        case literal(StaticString)
        case composed(String)
    }

    let text: Text

    public init(stringLiteral literal: StaticString) {
        precondition(literal.hasPointerRepresentation, "a statement is longer than one character")
        text = .literal(literal)
    }

    public init(composed text: String) {
        self.text = .composed(text)
    }

    public var description: String {
        switch text {
        case .literal(let literal): literal.description
        case .composed(let string): string
        }
    }
}
