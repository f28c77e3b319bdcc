/// A small regular expression, the part that every dialect reads alike:
///
///     a . [a-z] [^…] \d \w \s    a|b   (…)   * + ? {2} {2,} {2,5}   ^ $
///
/// It is run as a set of threads in step, so no text makes it slow.
struct Pattern: Sendable {
    static let mostInstructions = 4_000

    struct Refusal: Error {
        let sentence: String
    }

    enum Instruction: Sendable {
        case scalar(ScalarSet)
        case fork(Int, Int)
        case jump(Int)
        case atStart
        case atEnd
        case found
    }

    private let instructions: [Instruction]

    init(_ text: String) throws(Refusal) {
        var parser = PatternParser(text)
        let tree = try parser.parse()
        var instructions: [Instruction] = []
        try tree.compile(into: &instructions)
        instructions.append(.found)
        self.instructions = instructions
    }

    /// Whether it matches somewhere.
    func isFound(in text: String) -> Bool {
        let scalars = Array(text.unicodeScalars)
        var threads: Set<Int> = []
        for index in 0...scalars.count {
            var places: Set<Int> = []
            for thread in threads { reach(thread, index, scalars.count, &places) }
            reach(0, index, scalars.count, &places)
            threads = []
            for place in places {
                switch instructions[place] {
                case .found: return true
                case .scalar(let set):
                    if index < scalars.count, set.contains(scalars[index]) {
                        threads.insert(place + 1)
                    }
                case .fork, .jump, .atStart, .atEnd: break
                }
            }
        }
        return false
    }

    /// Follows what takes no text, up to where text is wanted.
    private func reach(_ start: Int, _ index: Int, _ end: Int, _ places: inout Set<Int>) {
        var open = [start]
        while let place = open.popLast() {
            guard places.insert(place).inserted else { continue }
            switch instructions[place] {
            case .scalar, .found: break
            case .jump(let target): open.append(target)
            case .fork(let one, let other): open += [one, other]
            case .atStart: if index == 0 { open.append(place + 1) }
            case .atEnd: if index == end { open.append(place + 1) }
            }
        }
    }
}

/// Characters, by their numbers.
struct ScalarSet: Sendable {
    var ranges: [ClosedRange<UInt32>] = []
    var isNegated = false

    func contains(_ scalar: Unicode.Scalar) -> Bool {
        ranges.contains { $0.contains(scalar.value) } != isNegated
    }

    mutating func insert(_ range: ClosedRange<Unicode.Scalar>) {
        ranges.append(range.lowerBound.value...range.upperBound.value)
    }

    static let digits = ScalarSet(ranges: [48...57])
    static let word = ScalarSet(ranges: [48...57, 65...90, 95...95, 97...122])
    static let spaces = ScalarSet(ranges: [9...13, 32...32])
    static let allButNewline = ScalarSet(ranges: [10...10], isNegated: true)
}
