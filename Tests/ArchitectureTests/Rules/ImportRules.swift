/// Rules on who knows whom: the import lines, the table and the manifest must tell one story.
enum ImportRules {
    static let all = [
        rowForEveryFolder, noImportBesideTheTable, oneContextAService, noFoundation, noReexport,
        noImportBesideTheManifest, noDependencyBesideTheTable, readableManifest,
    ]

    private static let rowForEveryFolder = Rule(
        sentence: "every folder has a row in the import table",
        faults: [.planted("Sources/Phase4/Orders/Order.swift", "import JSON")],
        nearMisses: [.planted("Sources/Phase3/Orders/Order.swift", "import Kernel")]
    ) { house in
        house.files.filter { Row.governing($0) == nil }.map { file in
            Violation(
                file.path, 1, "nobody has said what this folder may know",
                instead: "give it a row in ImportTable.swift")
        }
    }

    private static let noImportBesideTheTable = Rule(
        sentence: "nobody imports what the import table does not give",
        faults: [
            .planted("Sources/Platform/JSON/Parser.swift", "import HTTP"),
            .planted("Sources/Rules/Orders/Order.swift", "public import CouponsRules"),
            .planted("Sources/Rules/Orders/Order.swift", "import Glibc"),
            .planted("Sources/Phase2/Ordering/Orders/PlaceOrder.swift", "import Storage"),
            .planted("Sources/Phase2/DataService/Query.swift", "import OrdersRules"),
            .planted("Sources/Phase3/Gateway/Route.swift", "import struct OrdersRules.Order"),
            .planted("Sources/Tools/Corpus/Step.swift", "@testable import SharedDatabase"),
        ],
        nearMisses: [
            .planted("Sources/Platform/HTTP/Router.swift", "import JSON\nimport Glibc"),
            .planted("Sources/Rules/Orders/Order.swift", "import Kernel // not import Storage"),
            .planted(
                "Sources/Rules/Orders/Order.swift", "plan(import: Storage)\nplan.import(Storage)"),
            .planted("Sources/Phase2/Ordering/Orders/PlaceOrder.swift", "import OrdersRules"),
        ]
    ) { house in
        house.files.flatMap { file in
            guard let row = Row.governing(file) else { return [Violation]() }
            return file.imports.filter { !row.gives($0.module) }.map { line in
                Violation(
                    file.path, line.line, "`\(row.folder)` may not know `\(line.module)`",
                    instead: "say what it needs in its own words, or ask a room it may know")
            }
        }
    }

    private static let oneContextAService = Rule(
        sentence: "a microservice imports exactly one Rules module",
        faults: [
            .planted("Sources/Phase3/Orders/Price.swift", "import OrdersRules\nimport StoresRules"),
            .planted([
                "Sources/Phase3/Orders/Price.swift": "import OrdersRules",
                "Sources/Phase3/Orders/Menu.swift": "import StoresRules",
            ]),
            .planted("Sources/Phase3/Orders/Main.swift", "import Chassis"),
            .planted(
                "Sources/Phase3/History/Row.swift", "import OrdersRules\nimport ReviewsRules"),
        ],
        nearMisses: [
            .planted([
                "Sources/Phase3/Orders/Price.swift": "import OrdersRules",
                "Sources/Phase3/Orders/Main.swift": "import OrdersRules\nimport Kernel",
                "Sources/Phase3/Stores/Menu.swift": "import StoresRules",
            ]),
            .planted("Sources/Phase3/Notifications/Push.swift", "import Kernel"),
            .planted("Sources/Phase1/Orders/Price.swift", "import OrdersRules\nimport StoresRules"),
        ]
    ) { house in
        let services = Dictionary(grouping: house.files) {
            $0.folders.prefix(3).joined(separator: "/")
        }
        return services.sorted { $0.key < $1.key }.compactMap { folder, files in
            guard let allowed = Row.governing(files[0])?.rules else { return nil }
            let known = Set(files.flatMap(\.imports).map(\.module).filter(Row.isRules)).sorted()
            let isLawful =
                switch allowed {
                case .any, .none: true  // None is the table's own matter.
                case .one: known.count == 1
                case .oneOrNone: known.count <= 1
                }
            guard !isLawful else { return nil }
            let names = known.isEmpty ? "no Rules" : known.joined(separator: ", ")
            return Violation(
                folder, 1, "this service knows \(names)",
                instead: "import the rules of its own context; ask the others over the wire")
        }
    }

    private static let noFoundation = Rule(
        sentence: "nothing in Sources is linked with Foundation",
        faults: [
            .planted("Sources/Tools/Bench/Report.swift", "import Foundation"),
            .planted("Sources/Platform/HTTP/Date.swift", "import struct FoundationEssentials.Date"),
            .planted(
                "Sources/Phase1/Main.swift",
                "#if canImport(FoundationNetworking)\nimport FoundationNetworking\n#endif"),
        ],
        nearMisses: [
            .planted("Sources/Platform/HTTP/Date.swift", "// import Foundation\nimport Glibc")
        ]
    ) { house in
        house.sources.flatMap { file in
            file.imports.filter { $0.module.hasPrefix("Foundation") }.map { line in
                Violation(
                    file.path, line.line,
                    "`\(line.module)` costs megabytes and milliseconds a process",
                    instead: "use Glibc inside Platform, and Platform elsewhere")
            }
        }
    }

    private static let noReexport = Rule(
        sentence: "no file imports on behalf of others",
        faults: [.planted("Sources/Platform/HTTP/HTTP.swift", "@_exported import JSON")],
        nearMisses: [.planted("Sources/Platform/HTTP/HTTP.swift", "public import JSON")]
    ) { house in
        house.files.flatMap { file in
            file.code.filter { $0.isWord("_exported") }.map { word in
                Violation(
                    file.path, word.line, "an exported import is one that no table sees",
                    instead: "let each file import what it uses")
            }
        }
    }
}
