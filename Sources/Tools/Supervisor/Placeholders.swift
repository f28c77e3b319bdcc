/// What stands in braces in a topology, and is known only when the system starts.
public struct Placeholders: Sendable {
    static let allowed = "in braces data, secrets, or url: and the name of a process"

    private let values: [String: String]

    public init(_ values: [String: String]) {
        self.values = values
    }

    /// Those of arguments and stores; `urls` are where the processes serve, by their names.
    init(_ folder: RunFolder, urls: [(name: String, url: String)]) {
        var values = ["data": folder.data, "secrets": folder.secrets]
        for (name, url) in urls { values["url:\(name)"] = url }
        self.init(values)
    }

    /// A place that has no value stays as it is.
    public func fill(_ text: String) -> String {
        Self.parts(of: text).map { part in
            switch part {
            case .plain(let text): text
            case .place(let name): values[name] ?? "{\(name)}"
            }
        }.joined()
    }

    /// Whether `text` has a place that would stay.
    static func hasUnknown(in text: String, processes: [String]) -> Bool {
        let known = ["data", "secrets"] + processes.map { "url:\($0)" }
        return parts(of: text).contains { part in
            if case .place(let name) = part { !known.contains(name) } else { false }
        }
    }

    private enum Part {
        case plain(String)
        case place(String)
    }

    /// A brace that is not closed opens a place of which nothing is known.
    private static func parts(of text: String) -> [Part] {
        let pieces = text.split(separator: "{", omittingEmptySubsequences: false)
        return [.plain(String(pieces[0]))]
            + pieces.dropFirst().flatMap { piece -> [Part] in
                guard let end = piece.firstIndex(of: "}") else { return [.place("{\(piece)")] }
                return [
                    .place(String(piece[..<end])),
                    .plain(String(piece[piece.index(after: end)...])),
                ]
            }
    }
}
