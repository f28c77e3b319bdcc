/// Why nothing can be played: a sentence for each thing that is wrong.
struct Refusal: Error, Equatable {
    let sentences: [String]

    init(_ sentence: String) {
        sentences = [sentence]
    }

    init(all sentences: [String]) {
        self.sentences = sentences
    }
}
