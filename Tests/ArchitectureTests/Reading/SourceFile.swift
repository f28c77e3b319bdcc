/// A file of the house, cut into what the rules look at.
struct SourceFile: Sendable {
    /// From the root of the checkout, such as `Sources/Platform/HTTP/Router.swift`.
    let path: String
    let lineCount: Int
    /// Everything but comments; string literals stand as single tokens.
    let code: [Token]
    let comments: [Token]
    let imports: [Import]

    init(_ path: String, _ text: String) {
        self.path = path
        lineCount = text.utf8.count { $0 == Byte.newline }
        let isSwift = path.hasSuffix(".swift")
        let tokens = isSwift ? Lexer.tokens(of: text) : []
        code = tokens.filter { $0.kind != .comment }
        comments = tokens.filter { $0.kind == .comment }
        imports = Import.all(in: code)
    }

    var folders: [Substring] { path.split(separator: "/").dropLast() }
    var name: Substring { path.split(separator: "/").last ?? "" }

    /// Whether the file lies in `folder` or deeper; a `*` stands for one folder of any name.
    func lies(in folder: String) -> Bool {
        let wanted = folder.split(separator: "/")
        return folders.count >= wanted.count
            && zip(folders, wanted).allSatisfy { $0 == $1 || $1 == "*" }
    }
}

/// One `import` line; of `import struct Glibc.timespec` only the module counts.
struct Import: Sendable {
    let module: String
    let line: Int

    private static let kinds: Set = [
        "actor", "class", "enum", "func", "let", "protocol", "struct", "typealias", "var",
    ]

    static func all(in code: [Token]) -> [Import] {
        code.indices.compactMap { index in
            guard code[index].isWord("import"), index + 1 < code.count else { return nil }
            // `.import` is a member, `import:` a label.
            guard index == 0 || !code[index - 1].isMark(".") else { return nil }
            let isOfOneName = kinds.contains(code[index + 1].text) && index + 2 < code.count
            let module = code[index + (isOfOneName ? 2 : 1)]
            guard module.kind == .word else { return nil }
            return Import(module: module.text, line: code[index].line)
        }
    }
}

extension Token {
    func isWord(_ text: String) -> Bool { kind == .word && self.text == text }
    func isMark(_ text: String) -> Bool { kind == .mark && self.text == text }
}
