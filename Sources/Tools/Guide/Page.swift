import Glibc

/// What the visitor reads. A step is told so: what was done, what came of it and how long it took, and what happened
/// underneath.
struct Page: Sendable {
    private static let width = 92
    private static let indent = "    "
    private static let rule = "\(indent)│ "

    func tell(_ step: Step, finding: String, nanoseconds: UInt64, underneath: String) {
        let number = step.number < 10 ? " \(step.number)" : "\(step.number)"
        var lines = ["\(number)  \(step.title)"]
        lines += Self.wrap(
            "\(finding)  (\(Self.milliseconds(nanoseconds)))", behind: Self.indent)
        lines += Self.wrap(underneath, behind: Self.rule)
        tell(lines.joined(separator: "\n") + "\n")
    }

    func tell(_ text: String) {
        Self.write("\(text)\n", to: STDOUT_FILENO)
    }

    /// At once, also where the output is a pipe. When nobody reads it any more, the tour goes on.
    static func write(_ text: String, to descriptor: Int32) {
        var rest = Array(text.utf8)[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            guard count > 0 else { return }
            rest = rest.dropFirst(count)
        }
    }

    private static func milliseconds(_ nanoseconds: UInt64) -> String {
        let tenths = (nanoseconds + 50_000) / 100_000
        return "\(tenths / 10).\(tenths % 10) ms"
    }

    /// Breaks a text between words.
    static func wrap(_ text: String, behind prefix: String) -> [String] {
        var lines: [String] = []
        var line = ""
        for word in text.split(separator: " ") {
            if !line.isEmpty, prefix.count + line.count + 1 + word.count > width {
                lines.append(prefix + line)
                line = ""
            }
            line += line.isEmpty ? "\(word)" : " \(word)"
        }
        return lines + [prefix + line]
    }
}
