/// What a full-text index (FTS5) is given, and asked, so that it can find parts of words: single
/// characters and pairs of neighbours, each of them one token.
///
/// A token is written in letters and digits that no tokenizer splits, folds or takes for an operator,
/// four for a character: `tokenize = 'ascii', detail = none` is all the index needs to be.
public enum SearchIndex {
    /// The tokens of a store's name and its items' names, each once.
    public static func document(of names: [SearchText]) -> String {
        let words = names.flatMap(\.words)
        return Set(words.flatMap { $0.singles + $0.pairs }).sorted().joined(separator: " ")
    }
}

extension SearchQuery {
    /// For `MATCH`: finds every store that `matches`. It finds others too when a word is longer than
    /// two characters, whose pairs may stand apart; then the names must be asked.
    public var matchExpression: String {
        let tokens = words.flatMap { $0.scalars.count == 1 ? $0.singles : $0.pairs }
        return Set(tokens).sorted().map { "\"\($0)\"" }.joined(separator: " AND ")
    }

    /// Whether the index alone decides.
    public var isDecidedByIndex: Bool { words.allSatisfy { $0.scalars.count <= 2 } }
}

extension SearchText {
    fileprivate var singles: [String] { scalars.map(Self.token) }

    fileprivate var pairs: [String] {
        zip(singles, singles.dropFirst()).map { $0 + $1 }
    }

    private static func token(_ scalar: Unicode.Scalar) -> String {
        let digits = String(scalar.value, radix: 36)
        return String(repeating: "0", count: digitsACharacter - digits.utf8.count) + digits
    }

    /// 36⁴ is more than there are characters.
    private static let digitsACharacter = 4
}
