import Glibc
import Storage

/// A statement as it stands in a source of phase 1. All of them are literals, so a test can find them
/// without knowing them: one that is added tomorrow is looked at too.
struct Statement: CustomStringConvertible {
    let file: String
    let sql: String

    static let sources: [(file: String, text: String)] = paths(under: "Sources/Phase1").map {
        (String($0.split(separator: "/").last ?? ""), text(of: $0))
    }

    static let all = sources.flatMap { source in
        literals(in: source.text).filter(isStatement).map {
            Statement(file: source.file, sql: $0)
        }
    }

    var description: String {
        let words = sql.split { $0 == " " || $0 == "\n" }.joined(separator: " ")
        return "\(file): \(words)"
    }

    /// How SQLite would go about it, a step a line. Parameters are left null.
    func plan(in reader: Reader) throws -> [String] {
        var steps: [String] = []
        try reader.forEach(
            SQL(composed: "EXPLAIN QUERY PLAN \(sql)"),
            binding: Array(repeating: .null, count: parameterCount)
        ) { row in steps.append(try row[3]) }
        return steps
    }

    /// `?`, or `?1` and so on up to the last.
    private var parameterCount: Int {
        let marks = sql.split(separator: "?", omittingEmptySubsequences: false).dropFirst()
        let numbers = marks.compactMap { $0.first?.wholeNumberValue }
        return numbers.max() ?? marks.count
    }
}

extension Statement {
    private static func isStatement(_ literal: String) -> Bool {
        ["SELECT ", "UPDATE ", "DELETE ", "WITH "].contains { literal.hasPrefix($0) }
            && !literal.contains("\\(")
    }

    /// What stands between quotes, single or triple, without the space around it.
    private static func literals(in source: String) -> [String] {
        source.split(separator: "\"\"\"", omittingEmptySubsequences: false).enumerated()
            .flatMap { index, part -> [Substring] in
                guard index.isMultiple(of: 2) else { return [part] }
                let pieces = part.split(separator: "\"", omittingEmptySubsequences: false)
                return pieces.enumerated().filter { !$0.offset.isMultiple(of: 2) }.map(\.element)
            }
            .map { String($0.drop { $0 == " " || $0 == "\n" }) }
    }

    /// `#filePath` is `ROOT/Tests/MonolithTests/Storage/Statement.swift`.
    private static let root: String = {
        let folders = #filePath.split(separator: "/").dropLast(4)
        return "/" + folders.joined(separator: "/")
    }()

    private static func paths(under path: String) -> [String] {
        guard let folder = opendir("\(root)/\(path)") else {
            return path.hasSuffix(".swift") ? [path] : []
        }
        defer { closedir(folder) }
        var names: [String] = []
        while let entry = readdir(folder) {
            let name = withUnsafeBytes(of: &entry.pointee.d_name) {
                String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self)
            }
            if !name.hasPrefix(".") { names.append(name) }
        }
        return names.sorted().flatMap { paths(under: "\(path)/\($0)") }
    }

    private static func text(of path: String) -> String {
        guard let file = fopen("\(root)/\(path)", "r") else { return "" }
        defer { fclose(file) }
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 65_536)
        while case let count = fread(&chunk, 1, chunk.count, file), count > 0 {
            bytes += chunk[..<count]
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
