/// Rules that hold Package.swift against the files and the import table. SwiftPM alone does not: a
/// warm build finds undeclared modules, and those of a dependency can always be imported.
extension ImportRules {
    static let readableManifest = Rule(
        sentence: "Package.swift keeps its one line a target",
        faults: [.planted([:], manifest: band(#".target(name: "HTTP", dependencies: [])"#))],
        nearMisses: [.planted([:], manifest: band(#".room("HTTP", in: "Platform", knows: [])"#))]
    ) { house in
        house.manifest.unreadableLines.map { line in
            Violation(
                "Package.swift", line, "this target follows no convention that the tests can read",
                instead: "write it as its neighbours are, or teach Manifest.swift the new form")
        }
    }

    static let noImportBesideTheManifest = Rule(
        sentence:
            "every file has a target, and imports no module of ours that its target does not declare",
        faults: [
            .planted("Sources/Platform/HTTP/Router.swift", "import JSON", manifest: http),
            .planted("Sources/Platform/Edge/Front.swift", "", manifest: http),
        ],
        nearMisses: [
            .planted("Sources/Platform/HTTP/Router.swift", "import EventLoop", manifest: http),
            .planted("Sources/Platform/HTTP/Router.swift", "import Glibc", manifest: http),
            .planted("Tests/Fuzz/FuzzJSON.swift", "import JSON", manifest: http),
        ]
    ) { house in
        let ours = Set(house.manifest.targets.map(\.name))
        return house.files.filter { !isCompiledByScript($0) }.flatMap { file in
            guard let target = house.manifest.target(of: file) else {
                return [
                    Violation(
                        file.path, 1, "no target of Package.swift compiles this file",
                        instead: "declare its folder there, in its band")
                ]
            }
            return file.imports.filter {
                ours.contains($0.module) && !target.knows.contains($0.module)
            }
            .map { line in
                Violation(
                    file.path, line.line,
                    "`\(target.name)` does not declare that it knows `\(line.module)`",
                    instead: "declare it in Package.swift if the import table allows it")
            }
        }
    }

    /// The fuzzers and the programs of outside judges need other flags than the package has.
    private static func isCompiledByScript(_ file: SourceFile) -> Bool {
        file.lies(in: "Tests/Fuzz") || file.lies(in: "Tests/Outside")
    }

    static let noDependencyBesideTheTable = Rule(
        sentence: "no target declares a dependency that the import table does not give",
        faults: [
            .planted([:], manifest: band(#".room("JSON", in: "Platform", knows: ["HTTP"])"#)),
            .planted(
                [:],
                manifest: band(
                    #".program("MSAOrders", in: "Phase3", at: "Orders", knows: ["SharedDatabase"])"#
                )),
        ],
        nearMisses: [
            .planted([:], manifest: http),
            .planted(
                [:],
                manifest: band(
                    #".program("MSAOrders", in: "Phase3", at: "Orders", knows: ["OrdersRules"])"#)),
        ]
    ) { house in
        house.manifest.targets.flatMap { target in
            let row = Row.governing(SourceFile("\(target.folder)/Any.swift", ""))
            return target.knows.filter { !(row?.gives($0) ?? false) }.map { module in
                Violation(
                    "Package.swift", target.line, "`\(target.folder)` may not know `\(module)`",
                    instead: "take it out, or argue for a change of ImportTable.swift")
            }
        }
    }

    private static let http = band(
        """
        .room("EventLoop", in: "Platform", knows: []),
        .room("JSON", in: "Platform", knows: []),
        .room("HTTP", in: "Platform", knows: ["EventLoop"]),
        """)

    private static func band(_ targets: String) -> String {
        "let platform: [Target] = [\n\(targets)\n]"
    }
}
