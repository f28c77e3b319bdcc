/// What the compiler takes and gets wrong, so that the code of all rooms does without it.
enum CompilerTraps {
    static let all = [noWideIntegerAcrossAwait]

    /// Swift 6.3.1, unoptimised: an async function that takes or gives a bare 128-bit integer returns
    /// with its stack 16 bytes off, and jumps into the heap. In an array it does no harm.
    private static let noWideIntegerAcrossAwait = Rule(
        sentence: "no async function takes or gives a bare 128-bit integer",
        faults: [
            .planted(path, "func find(_ id: UInt128) async -> Order? {}"),
            .planted(path, "func next() async throws -> UInt128 { 1 }"),
            .planted(path, "init(\n_ id: UInt128?, at now: Moment\n) async throws {}"),
            .planted("Sources/Platform/HTTP/Pool.swift", "func ask() async -> Int128 {}"),
        ],
        nearMisses: [
            .planted(path, "func next() -> UInt128 { 1 }\nfunc find() async {}"),
            .planted(path, "func find(_ ids: [UInt128]) async {}"),
            .planted(path, "func find() async { let id: UInt128 = 1 }"),
            .planted(path, "// func find(_ id: UInt128) async"),
        ]
    ) { house in
        house.files.filter { $0.lies(in: "Sources") }.flatMap { file in
            file.code.indices.compactMap { index in
                guard let signature = signature(in: file.code, at: index),
                    signature.contains(where: { $0.isWord("async") }),
                    signature.indices.contains(where: { isBareWideInteger(signature, $0) })
                else { return nil }
                return Violation(
                    file.path, file.code[index].line,
                    "an async function with a 128-bit integer in its signature crashes when it is"
                        + " not optimised",
                    instead: "pass a type that wraps two halves, as TypeID does, or an array")
            }
        }
    }

    private static let path = "Sources/Phase1/Orders/PlaceOrder.swift"

    /// From a `func` or `init` to where its body would begin, or the next declaration does.
    private static func signature(in code: [Token], at index: Int) -> ArraySlice<Token>? {
        guard code[index].isWord("func") || code[index].isWord("init") else { return nil }
        let rest = code[(index + 1)...]
        let end = rest.firstIndex { token in
            token.isMark("{") || token.isMark("}") || token.isWord("func") || token.isWord("var")
                || token.isWord("init")
        }
        return rest[..<(end ?? rest.endIndex)]
    }

    private static func isBareWideInteger(_ code: ArraySlice<Token>, _ index: Int) -> Bool {
        guard code[index].isWord("UInt128") || code[index].isWord("Int128") else { return false }
        return index == code.startIndex || !code[index - 1].isMark("[")
    }
}
