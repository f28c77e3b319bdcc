/// Something the house does not do.
///
/// A rule brings the proof that it works: houses with the fault planted, each of which it must
/// find, and near misses, which it must let pass.
struct Rule: Sendable, CustomStringConvertible {
    let sentence: String
    let faults: [House]
    let nearMisses: [House]
    let check: @Sendable (House) -> [Violation]

    var description: String { sentence }
}

/// Where a rule is broken, why it is one, and what to do instead.
struct Violation: Sendable, CustomStringConvertible {
    let path: String
    let line: Int
    let why: String
    let instead: String

    init(_ path: String, _ line: Int, _ why: String, instead: String) {
        self.path = path
        self.line = line
        self.why = why
        self.instead = instead
    }

    var description: String { "\(path):\(line): \(why); \(instead)" }
}

extension House {
    /// A house of one file, for a rule to be tried on.
    static func planted(_ path: String, _ text: String, manifest: String = "") -> House {
        House(files: [SourceFile(path, text)], manifest: Manifest(manifest))
    }

    static func planted(_ files: [String: String], manifest: String = "") -> House {
        let files = files.sorted { $0.key < $1.key }.map { SourceFile($0.key, $0.value) }
        return House(files: files, manifest: Manifest(manifest))
    }
}
