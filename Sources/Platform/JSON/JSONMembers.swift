/// The members of an object, in the order of the text.
public struct JSONMembers: Sequence, Sendable {
    private let object: JSON

    init(of object: JSON) {
        self.object = object
    }

    public var count: Int { Int(object.entry.first) }
    public var underestimatedCount: Int { count }

    public func makeIterator() -> Iterator {
        Iterator(of: object)
    }

    public struct Iterator: IteratorProtocol {
        private let document: JSONDocument
        private var index: Int
        private let end: Int

        init(of object: JSON) {
            document = object.document
            index = object.index + 1
            end = document.end(of: object.index)
        }

        public mutating func next() -> (name: String, value: JSON)? {
            guard index < end else { return nil }
            defer { index = document.end(of: index + 1) }
            return (document.string(at: index), JSON(document, index + 1))
        }
    }
}
