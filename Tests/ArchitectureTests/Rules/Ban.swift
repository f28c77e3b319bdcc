/// Words that code outside `Platform` does not say, because the environment it is given does it.
struct Ban: Sendable {
    enum Subject: String, Sendable {
        case tasks, mainActor, clocks, randomness, systemCalls, uncheckedSendable, force, traps
    }

    let subject: Subject
    let sentence: String
    let patterns: [Pattern]
    let why: String
    let instead: String
    /// Code that must be refused, one case each.
    let faults: [String]
    /// Code that looks like it and is lawful.
    let nearMisses: [String]

    var rule: Rule {
        let lawful = nearMisses.joined(separator: "\n")
        return Rule(
            sentence: sentence,
            faults: faults.map { .planted("Sources/Phase1/Orders/PlaceOrder.swift", $0) },
            nearMisses: [.planted("Sources/Phase1/Orders/PlaceOrder.swift", lawful)]
                + faults.map { .planted("Sources/Platform/Runtime/Environment.swift", $0) }
        ) { house in
            house.filesOutsidePlatform
                .filter { file in !Exception.all.contains { $0.lets(file, off: subject) } }
                .flatMap(violations(in:))
        }
    }

    private func violations(in file: SourceFile) -> [Violation] {
        file.code.indices.compactMap { index in
            patterns.first { $0.begins(file.code, index) }.map {
                Violation(
                    file.path, file.code[index].line, "`\($0.shown)` \(why)", instead: instead)
            }
        }
    }
}
