/// The elements of an array, in the order of the text.
public struct JSONElements: Sequence, Sendable {
    private let array: JSON

    init(of array: JSON) {
        self.array = array
    }

    public var count: Int { Int(array.entry.first) }
    public var underestimatedCount: Int { count }

    public func makeIterator() -> Iterator {
        Iterator(of: array)
    }

    public struct Iterator: IteratorProtocol {
        private let document: JSONDocument
        private var index: Int
        private let end: Int

        init(of array: JSON) {
            document = array.document
            index = array.index + 1
            end = document.end(of: array.index)
        }

        public mutating func next() -> JSON? {
            guard index < end else { return nil }
            defer { index = document.end(of: index) }
            return JSON(document, index)
        }
    }
}
