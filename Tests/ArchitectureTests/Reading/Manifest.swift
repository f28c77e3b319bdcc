/// The targets that Package.swift declares, read from its convention of one line a target:
/// `.room("HTTP", in: "Platform", knows: ["CSystem", "EventLoop"])`.
///
/// A target whose name is not its folder's says so with `at: "Orders"`.
struct Manifest: Sendable {
    struct Target: Equatable, Sendable {
        let name: String
        let folder: String
        let knows: [String]
        let line: Int
    }

    private(set) var targets: [Target] = []
    /// Lines inside a band that follow no convention known here.
    private(set) var unreadableLines: [Int] = []

    init(_ text: String) {
        let code = Lexer.tokens(of: text).filter { $0.kind != .comment }
        for start in code.indices where code[start...].starts(with: "Target ] = [") {
            readBand(code[(start + 4)...])
        }
    }

    /// The target that a file is compiled into.
    func target(of file: SourceFile) -> Target? {
        targets.filter { file.lies(in: $0.folder) }.max { $0.folder.count < $1.folder.count }
    }

    /// Reads the calls of one array, up to the `]` that closes it.
    private mutating func readBand(_ code: ArraySlice<Token>) {
        var call: [Token] = []
        var depth = 0
        for token in code {
            if token.isMark("]") && depth == 0 { break }
            if token.isMark("(") || token.isMark("[") { depth += 1 }
            if token.isMark(")") || token.isMark("]") { depth -= 1 }
            if token.isMark(",") && depth == 0 { continue }
            call.append(token)
            if token.isMark(")") && depth == 0 {
                readTarget(call)
                call = []
            }
        }
        if let rest = call.first { unreadableLines.append(rest.line) }
    }

    private mutating func readTarget(_ call: [Token]) {
        if call.count > 3, call[1].isWord("monolith"), call[3].kind == .literal {
            add(call, at: "Sources/Phase1")
            return
        }
        let band: String? =
            switch call[1].text {
            case "cModule", "systemModule": "Sources/Platform"
            case "suite", "support": "Tests"
            case "room", "program": value(of: "in", in: call).map { "Sources/\($0)" }
            default: nil
            }
        guard let band, call.count > 3, call[3].kind == .literal else {
            unreadableLines.append(call[0].line)
            return
        }
        add(call, at: "\(band)/\(value(of: "at", in: call) ?? call[3].text)")
    }

    private mutating func add(_ call: [Token], at folder: String) {
        let knows = call.firstIndex { $0.isWord("knows") }
            .map { call[$0...].filter { $0.kind == .literal }.map(\.text) }
        targets.append(
            Target(name: call[3].text, folder: folder, knows: knows ?? [], line: call[0].line))
    }

    /// The string that follows `label:`.
    private func value(of label: String, in call: [Token]) -> String? {
        call.indices.first { call[$0].isWord(label) && call[($0 + 1)...].starts(with: ":") }
            .map { $0 + 2 }
            .flatMap { call.indices.contains($0) ? call[$0].text : nil }
    }
}
