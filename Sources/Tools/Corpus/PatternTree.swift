/// A regular expression as it is written.
indirect enum PatternTree {
    case empty
    case scalar(ScalarSet)
    case atStart
    case atEnd
    case sequence([PatternTree])
    case choice(PatternTree, PatternTree)
    /// Without end when `most` is nil.
    case repeated(PatternTree, least: Int, most: Int?)

    func compile(into code: inout [Pattern.Instruction]) throws(Pattern.Refusal) {
        guard code.count < Pattern.mostInstructions else {
            throw Pattern.Refusal(sentence: "the regular expression is too large")
        }
        switch self {
        case .empty: break
        case .scalar(let set): code.append(.scalar(set))
        case .atStart: code.append(.atStart)
        case .atEnd: code.append(.atEnd)
        case .sequence(let parts):
            for part in parts { try part.compile(into: &code) }
        case .choice(let one, let other):
            let fork = code.count
            code.append(.jump(0))
            try one.compile(into: &code)
            let jump = code.count
            code.append(.jump(0))
            code[fork] = .fork(fork + 1, code.count)
            try other.compile(into: &code)
            code[jump] = .jump(code.count)
        case .repeated(let part, let least, let most):
            try Self.compile(part, least, most, into: &code)
        }
    }

    private static func compile(
        _ part: PatternTree, _ least: Int, _ most: Int?, into code: inout [Pattern.Instruction]
    ) throws(Pattern.Refusal) {
        for _ in 0..<least { try part.compile(into: &code) }
        guard let most else {
            let fork = code.count
            code.append(.jump(0))
            try part.compile(into: &code)
            code.append(.jump(fork))
            code[fork] = .fork(fork + 1, code.count)
            return
        }
        var forks: [Int] = []
        for _ in least..<max(most, least) {
            forks.append(code.count)
            code.append(.jump(0))
            try part.compile(into: &code)
        }
        for fork in forks { code[fork] = .fork(fork + 1, code.count) }
    }
}
