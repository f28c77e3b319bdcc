/// Rules on where a file lies, how long it is, and what it and its types are called.
enum PlaceRules {
    static let all = [oneSitting, noDeepPaths, noEmptyNames]

    private static let mostLines = 400

    private static let oneSitting = Rule(
        sentence: "a file reads in one go",
        faults: [.planted("Sources/Phase1/Orders/PlaceOrder.swift", lines(401))],
        nearMisses: [.planted("Sources/Phase1/Orders/PlaceOrder.swift", lines(400))]
    ) { house in
        house.files.filter { $0.lineCount > mostLines }.map { file in
            Violation(
                file.path, mostLines, "\(file.lineCount) lines, and \(mostLines) is the most",
                instead: "look for the two things that it does, and give each a file")
        }
    }

    private static func lines(_ count: Int) -> String {
        String(repeating: "// A line.\n", count: count)
    }

    /// How many folders a path may name: `Sources/Band/Room`, and one more where a context has a
    /// folder, or a C module its headers.
    private static let mostFolders = 3
    private static let foldersWithOneMore = [
        "Sources/Phase1", "Sources/Phase2", "Sources/Platform/*/include",
    ]

    private static let noDeepPaths = Rule(
        sentence: "no path is deeper than Sources/Band/Room/File.swift",
        faults: [
            .planted("Sources/Platform/HTTP/Server/Connection.swift", ""),
            .planted("Sources/Phase2/Ordering/Orders/Saga/PlaceOrder.swift", ""),
        ],
        nearMisses: [
            .planted("Sources/Platform/HTTP/Connection.swift", ""),
            .planted("Sources/Phase2/Ordering/Orders/PlaceOrder.swift", ""),
            .planted("Sources/Platform/CSystem/include/CSystem.h", ""),
            .planted("Tests/PlatformTests/HTTP/Server/DrainTests.swift", ""),
        ]
    ) { house in
        house.sources.compactMap { file in
            let hasOneMore = foldersWithOneMore.contains(where: file.lies(in:))
            guard file.folders.count > mostFolders + (hasOneMore ? 1 : 0) else { return nil }
            return Violation(
                file.path, 1, "a path this deep hides its file",
                instead: "let the file's name say what the innermost folder says")
        }
    }

    private static let emptyEndings = [
        "Util", "Utils", "Utilities", "Helper", "Helpers", "Manager", "Impl", "Base",
    ]

    private static let noEmptyNames = Rule(
        sentence: "no file or type has a name that says nothing",
        faults: [
            .planted("Sources/Phase1/Orders/OrderUtils.swift", ""),
            .planted("Sources/Phase1/Orders/Order.swift", "final class OrderManager {}"),
            .planted("Sources/Platform/HTTP/Pool.swift", "actor PoolImpl {}"),
            .planted("Tests/RulesTests/OrderTests.swift", "struct Helpers {}"),
        ],
        nearMisses: [
            .planted("Sources/Platform/Storage/Database.swift", "final class Database {}"),
            .planted(
                "Sources/Platform/HTTP/Pool.swift", "let helper = HelperThread()\n// class XBase"),
        ]
    ) { house in
        house.files.flatMap { file in
            let stem = String(file.name.prefix { $0 != "." })
            let types = file.code.indices.dropFirst().compactMap { index in
                keywords.contains(file.code[index - 1].text) ? file.code[index] : nil
            }
            let names = [(stem, 1)] + types.map { ($0.text, $0.line) }
            return names.filter { name, _ in emptyEndings.contains(where: name.hasSuffix) }
                .map { name, line in
                    Violation(
                        file.path, line, "the name `\(name)` says nothing of what it is for",
                        instead: "name it after its use case, or after the one thing it is")
                }
        }
    }

    private static let keywords: Set = [
        "actor", "class", "enum", "protocol", "struct", "typealias",
    ]
}
