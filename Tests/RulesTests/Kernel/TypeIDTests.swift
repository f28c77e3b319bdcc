import Testing

@testable import Kernel

private enum NoPrefix: TypeIDTag { static let prefix: StaticString = "" }
private enum Prefix: TypeIDTag { static let prefix: StaticString = "prefix" }
private enum PreFix: TypeIDTag { static let prefix: StaticString = "pre_fix" }

@Suite struct TypeIDTests {
    @Test(arguments: validTypeIDs)
    func `what the specification calls valid is read and written`(_ vector: ValidTypeID) throws {
        let bits = try #require(UInt128(vector.uuid.filter { $0 != "-" }, radix: 16))
        func expect<Tag>(_ kind: TypeID<Tag>.Type) {
            #expect(TypeID<Tag>(vector.text)?.bits == bits)
            #expect(TypeID<Tag>(bits: bits).description == vector.text)
        }
        switch vector.prefix {
        case "": expect(TypeID<NoPrefix>.self)
        case "prefix": expect(TypeID<Prefix>.self)
        case "pre_fix": expect(TypeID<PreFix>.self)
        default: Issue.record("no kind with the prefix \(vector.prefix)")
        }
        #expect(isTypeID(vector.text))
    }

    @Test(arguments: invalidTypeIDs)
    func `what the specification calls invalid is refused`(_ vector: InvalidTypeID) {
        #expect(TypeID<NoPrefix>(vector.text) == nil)
        #expect(TypeID<Prefix>(vector.text) == nil)
        #expect(TypeID<PreFix>(vector.text) == nil)
        #expect(!isTypeID(vector.text))
    }

    @Test(arguments: 1...10 as ClosedRange<UInt64>)
    func `what was written is read back, and sorts as text does`(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        for _ in 0..<200 {
            // Many with equal first letters, so that the last ones decide too.
            let first = TypeID<Prefix>(bits: .random(in: 0...(.max), using: &random))
            let shift = Int.random(in: 0..<128, using: &random)
            let second = TypeID<Prefix>(bits: first.bits ^ (1 << shift))
            #expect(TypeID<Prefix>(first.description) == first, "seed \(seed)")
            #expect((first < second) == (first.description < second.description), "seed \(seed)")
        }
    }

    @Test(arguments: 1...10 as ClosedRange<UInt64>)
    func `a text with one byte changed is refused or is another identifier`(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        let original = TypeID<Prefix>(bits: .random(in: 0...(.max), using: &random))
        for index in 0..<TypeID<Prefix>.byteCount {
            for byte in UInt8.min...UInt8.max {
                var text = Array(original.description.utf8)
                guard text[index] != byte else { continue }
                text[index] = byte
                guard let read = TypeID<Prefix>(text.span) else { continue }
                #expect(read != original, "seed \(seed)")
                #expect(Array(read.description.utf8) == text, "seed \(seed)")
            }
        }
    }

    @Test func `an identifier of one kind is not read as another`() {
        let text = TypeID<Prefix>(bits: 7).description
        #expect(TypeID<PreFix>(text) == nil)
        #expect(TypeID<NoPrefix>(text) == nil)
    }

    @Test func `an identifier is sixteen bytes`() {
        #expect(MemoryLayout<TypeID<Prefix>>.size == 16)
    }
}

/// As the specification has it, of any prefix.
private func isTypeID(_ text: String) -> Bool {
    let suffix = text.utf8.suffix(while: { $0 != UInt8(ascii: "_") })
    let prefix = text.utf8.dropLast(suffix.count)
    let isPrefixed = prefix.count > 1 && TypeIDText.isPrefix(prefix.dropLast())
    return (prefix.isEmpty || isPrefixed) && Base32.decode(Array(suffix).span) != nil
}

extension String.UTF8View {
    fileprivate func suffix(while isIncluded: (UInt8) -> Bool) -> SubSequence {
        self[(lastIndex { !isIncluded($0) }.map(index(after:)) ?? startIndex)...]
    }
}
