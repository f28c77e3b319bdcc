/// A parsed text: a copy of its bytes, with escapes resolved in place, and the *tape*, one entry for
/// each value and name in the order of the text. Views point into it and keep it alive.
final class JSONDocument: @unchecked Sendable {
    // Sendable: nothing writes to this memory any more once the parser has handed it over.
    private let text: UnsafeMutablePointer<UInt8>
    private let tape: UnsafeMutablePointer<JSONEntry>

    init(text: UnsafeMutablePointer<UInt8>, tape: UnsafeMutablePointer<JSONEntry>) {
        self.text = text
        self.tape = tape
    }

    deinit {
        text.deallocate()
        tape.deallocate()
    }

    subscript(index: Int) -> JSONEntry {
        withExtendedLifetime(self) { tape[index] }
    }

    /// The index behind the value at `index` and all that is inside it.
    func end(of index: Int) -> Int {
        withExtendedLifetime(self) { tape.end(of: index) }
    }

    /// The bytes of the string or name at `index`.
    func withUTF8<Result>(of index: Int, _ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result {
        withExtendedLifetime(self) { body(tape.utf8(of: index, in: text)) }
    }

    func string(at index: Int) -> String {
        withUTF8(of: index) {
            String(copying: UTF8Span(unchecked: $0.span, isKnownASCII: self[index].isASCII))
        }
    }

    /// The index of the value with that name in the object at `index`.
    func find(_ name: String, in index: Int) -> Int? {
        if let found = name.utf8.withContiguousStorageIfAvailable({ find($0, in: index) }) {
            return found
        }
        var name = name
        return name.withUTF8 { find($0, in: index) }
    }

    /// Compares bytes: to `String`, "é" and "e" with an accent are equal; in JSON they are two names.
    private func find(_ name: UnsafeBufferPointer<UInt8>, in index: Int) -> Int? {
        let name = JSONName(name)
        return withExtendedLifetime(self) {
            let end = tape.end(of: index)
            var member = index + 1
            while member < end {
                if name.isEqual(to: tape[member], in: text) { return member + 1 }
                member = tape.end(of: member + 1)
            }
            return nil
        }
    }
}
