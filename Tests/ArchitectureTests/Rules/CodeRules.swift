/// Rules on what the code of a file says that need more than a row in the table of bans.
enum CodeRules {
    static let all = [noGlobalState, noDefaultInRules, proofOfSendable]

    private static let noGlobalState = Rule(
        sentence: "outside Platform no state is global",
        faults: [
            .planted("Sources/Phase1/Main.swift", "var ordersSeen = 0"),
            .planted(
                "Sources/Phase1/Main.swift", "enum Cache { static var hits: [String: Int] = [:] }"),
            .planted("Sources/Phase1/Main.swift", "enum Cache { static var last: Order?\n}"),
            .planted(
                "Sources/Phase1/Main.swift", "enum Cache { static private(set) var hits = 0 }"),
            .planted("Sources/Phase1/Main.swift", "var level: Int = 0 { didSet { log() } }"),
        ],
        nearMisses: [
            .planted("Sources/Phase1/Main.swift", "enum Limits { static let storesAPage = 20 }"),
            .planted(
                "Sources/Phase1/Main.swift", "struct Cart { static var empty: Cart { Cart() } }"),
            .planted("Sources/Phase1/Main.swift", "class Cart { static func f() { var sum = 0 } }"),
            .planted(
                "Sources/Phase1/Main.swift", "class Cart {\nstatic let most: Int\nvar sum = 0\n}"),
            .planted(
                "Sources/Phase1/Main.swift", "struct Cart { static let most = 9; var lines = 0 }"),
            .planted("Sources/Platform/EventLoop/Signals.swift", "var pending = 0"),
        ]
    ) { house in
        house.filesOutsidePlatform.flatMap { file in
            globalVariables(in: file.code).map { variable in
                Violation(
                    file.path, variable.line, "a mutable global is shared by all who run",
                    instead: "make it part of a value that the wiring hands out")
            }
        }
    }

    /// Stored `var`s outside all braces, and stored `static var`s anywhere.
    private static func globalVariables(in code: [Token]) -> [Token] {
        var depth = 0
        return code.indices.compactMap { index in
            if code[index].isMark("{") { depth += 1 }
            if code[index].isMark("}") { depth -= 1 }
            guard code[index].isWord("var"), depth == 0 || isStatic(code[...index]),
                isStored(code[(index + 1)...])
            else { return nil }
            return code[index]
        }
    }

    /// Whether the `var` that ends `code` has `static` among the modifiers on its line.
    private static func isStatic(_ code: ArraySlice<Token>) -> Bool {
        for token in code.reversed() {
            if token.isWord("static") { return true }
            let isModifier = token.kind == .word || token.isMark("(") || token.isMark(")")
            guard isModifier, token.line == code.last?.line else { return false }
        }
        return false
    }

    /// Whether a variable, read from its name on, keeps a value: it does unless a `{` that opens no
    /// observer comes before a `=`, or before the declaration ends with its line.
    private static func isStored(_ declaration: ArraySlice<Token>) -> Bool {
        guard let line = declaration.first?.line,
            let end = declaration.firstIndex(where: {
                $0.isMark("=") || $0.isMark("{") || $0.isMark("}") || $0.line > line
            }),
            declaration[end].isMark("{")
        else { return true }
        return ["didSet", "willSet"].contains(where: declaration[(end + 1)...].starts(with:))
    }

    private static let noDefaultInRules = Rule(
        sentence: "a switch of the business rules names every case",
        faults: [
            .planted(
                "Sources/Rules/Orders/Order.swift", "switch state { case .paid: 1\ndefault: 0 }"),
            .planted("Sources/Rules/Orders/Order.swift", "switch state { @unknown default: 0 }"),
        ],
        nearMisses: [
            .planted("Sources/Rules/Orders/Order.swift", "counts[store, default: 0] += 1"),
            .planted("Sources/Rules/Orders/Order.swift", "price(of: item, default: zero)"),
            .planted("Sources/Platform/HTTP/Status.swift", "switch code { default: 0 }"),
        ]
    ) { house in
        house.files.filter { $0.lies(in: "Sources/Rules") }.flatMap { file in
            file.code.indices.dropFirst().compactMap { index in
                let isLabel = ["(", ",", "["].contains(where: file.code[index - 1].isMark)
                guard file.code[index...].starts(with: "default:"), !isLabel else { return nil }
                return Violation(
                    file.path, file.code[index].line,
                    "`default:` swallows the case that is added tomorrow",
                    instead: "name the cases, so that a new one breaks the build here")
            }
        }
    }

    private static let proofOfSendable = Rule(
        sentence: "where Sendable is unchecked, its proof is given",
        faults: [
            .planted(
                "Sources/Platform/HTTP/Pool.swift", "final class Pool: @unchecked Sendable {\n}"),
            .planted(
                "Tests/PlatformTests/PoolTests.swift", "class Count: @unchecked Sendable {\n}"),
            .planted(
                "Sources/Platform/HTTP/Pool.swift",
                "final class Pool: @unchecked Sendable {\n\n\n\n\n// Sendable: said too late.\n}"),
            .planted(
                "Sources/Platform/HTTP/Pool.swift",
                "final class Pool: @unchecked Sendable {\nlet note = \"Sendable:\"\n}"),
        ],
        nearMisses: [
            .planted(
                "Sources/Platform/HTTP/Pool.swift",
                "final class Pool: @unchecked Sendable {\n// Sendable: touched only on its loop.\n}"
            ),
            .planted("Sources/Platform/HTTP/Pool.swift", "struct Pool: Sendable {}"),
        ]
    ) { house in
        house.files.flatMap { file in
            file.code.indices.compactMap { index in
                let line = file.code[index].line
                guard file.code[index...].starts(with: "@unchecked Sendable"),
                    !file.comments.contains(where: { comment in
                        (line...line + 4).contains(comment.line)
                            && comment.text.contains("Sendable:")
                    })
                else { return nil }
                return Violation(
                    file.path, line, "`@unchecked Sendable` without its proof",
                    instead: "say in a comment that begins `Sendable:` why no two threads meet")
            }
        }
    }
}
