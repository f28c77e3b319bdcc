/// What a full-text index (FTS5) is given, and asked, so that it can find parts of words: single
/// characters and pairs of neighbours, each of them one token.
///
/// A token is written in letters and digits that no tokenizer splits, folds or takes for an operator,
/// four for a character: `tokenize = 'ascii', detail = none` is all the index needs to be.
public enum SearchIndex {
    /// The tokens of a store's name and its items' names, each once.
    public static func document(of names: [SearchText]) -> String {
        var tokens: Set<String> = []
        for word in names.flatMap(\.words) {
            let scalars = word.scalars
            for index in scalars.indices {
                tokens.insert(token(scalars[index...index]))
                if index > 0 { tokens.insert(token(scalars[(index - 1)...index])) }
            }
        }
        return tokens.sorted().joined(separator: " ")
    }

    private static func token(_ scalars: ArraySlice<Unicode.Scalar>) -> String {
        scalars.reduce(into: "") { token, scalar in
            let digits = String(scalar.value, radix: 36)
            token += String(repeating: "0", count: digitsACharacter - digits.utf8.count) + digits
        }
    }

    /// 36⁴ is more than there are characters.
    private static let digitsACharacter = 4

    static func tokens(of query: SearchQuery) -> [String] {
        var tokens: Set<String> = []
        for scalars in query.words.map(\.scalars) {
            if scalars.count == 1 { tokens.insert(token(scalars[...])) }
            for index in scalars.indices.dropFirst() {
                tokens.insert(token(scalars[(index - 1)...index]))
            }
        }
        return tokens.sorted()
    }
}

extension SearchQuery {
    /// For `MATCH`: finds every store that `matches`. It finds others too when a word is longer than
    /// two characters, whose pairs may stand apart; then the names must be asked.
    public var matchExpression: String {
        SearchIndex.tokens(of: self).map { "\"\($0)\"" }.joined(separator: " AND ")
    }

    /// Whether the index alone decides.
    public var isDecidedByIndex: Bool { words.allSatisfy { $0.scalars.count <= 2 } }
}
