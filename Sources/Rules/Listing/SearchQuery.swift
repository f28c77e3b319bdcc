/// What somebody looks for: a store is found when each word is part of its name or of an item's.
/// Different words may be found in different names, and a word of one syllable is like any other.
public struct SearchQuery: Hashable, Sendable {
    public static let mostCharacters = 100
    public static let mostWords = 10

    let words: [SearchText]

    /// Nil for a text of nothing but white space, which looks for nothing.
    public init?(_ text: String) throws(ListingRejection) {
        guard text.unicodeScalars.count <= Self.mostScalars else { throw .queryTooLong }
        let folded = SearchText(text)
        words = folded.words
        guard folded.scalars.count <= Self.mostCharacters, words.count <= Self.mostWords
        else { throw .queryTooLong }
        guard !words.isEmpty else { return nil }
    }

    /// A syllable may come in as three jamo; beyond that nothing is even composed.
    private static let mostScalars = 3 * mostCharacters

    /// What the index narrows, this decides.
    public func matches(_ names: [SearchText]) -> Bool {
        words.allSatisfy { word in names.contains { $0.contains(word) } }
    }
}
