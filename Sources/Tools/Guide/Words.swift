import JSON
import Processes

/// What happens underneath each step in one phase, as `phases/N-name/walk.json` says it.
struct Words: Sendable {
    private let texts: [Step: String]

    /// What is wrong with the file.
    struct Fault: Error, CustomStringConvertible {
        let description: String
    }

    init(at path: String) throws(Fault) {
        do {
            try self.init(JSON(parsing: TextFile.bytes(of: path)))
        } catch {
            throw Fault(description: "\(path): \(error)")
        }
    }

    /// A member for each step and no other: a slip in a name would be a step without words.
    init(_ json: JSON) throws {
        var texts: [Step: String] = [:]
        for (name, text) in try json.members() {
            guard let step = Step(rawValue: name) else {
                throw Fault(description: "there is no step \(name)")
            }
            texts[step] = try text.string()
        }
        if let missing = Step.allCases.first(where: { texts[$0] == nil }) {
            throw Fault(description: "nothing is said of the step \(missing.rawValue)")
        }
        self.texts = texts
    }

    subscript(step: Step) -> String {
        guard let text = texts[step] else { preconditionFailure("no words for \(step)") }
        return text
    }
}
