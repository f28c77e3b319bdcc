/// Who may import whom: the first row whose folder holds a file is that file's row.
///
/// This table and the bands of Package.swift draw the same picture. A new module takes a row here.
struct Row: Sendable {
    /// How many modules of `Sources/Rules` the folder's files import between them, besides `Kernel`.
    enum Rules: Sendable { case none, one, oneOrNone, any }

    let folder: String
    let modules: Set<String>
    let rules: Rules

    init(_ folder: String, _ modules: [String], rules: Rules = .none) {
        self.folder = folder
        self.modules = Set(modules)
        self.rules = rules
    }

    /// A module of the business is named so, but `Kernel`, the words they all share.
    static func isRules(_ module: String) -> Bool {
        module.hasSuffix("Rules")
    }

    func gives(_ module: String) -> Bool {
        modules.contains(module) || Row.isRules(module) && rules != .none
    }

    static func governing(_ file: SourceFile) -> Row? {
        all.first { file.lies(in: $0.folder) }
    }

    static let all =
        platform + rules + contracts + doors + phase1 + phase2 + phase3 + tools + tests
}

/// What the system brings.
private let system = ["Glibc", "Synchronization"]
/// What it takes to speak HTTP.
private let web = ["EventLoop", "HTTP", "JSON"]
/// What every process stands on.
private let process = web + ["Identity", "Resilience", "Runtime", "Telemetry"]

extension Row {
    /// From the ground up: a room imports only rooms that stand above it in this list.
    static let platform = [
        Row("Sources/Platform/CSystem", []),
        Row("Sources/Platform/CSQLite", []),
        Row("Sources/Platform/CCrypt", []),
        Row("Sources/Platform/EventLoop", system + ["CSystem"]),
        Row("Sources/Platform/Processes", system + ["CSystem", "EventLoop"]),
        Row("Sources/Platform/JSON", system),
        Row("Sources/Platform/HTTP", system + ["CSystem", "EventLoop", "JSON"]),
        Row("Sources/Platform/Storage", system + ["CSQLite", "CSystem", "EventLoop"]),
        Row("Sources/Platform/Resilience", system + ["EventLoop", "HTTP"]),
        Row("Sources/Platform/Telemetry", system + web + ["CSystem", "Resilience"]),
        Row(
            "Sources/Platform/Runtime",
            system + web + ["CSystem", "Resilience", "Storage", "Telemetry"]),
        Row(
            "Sources/Platform/Identity",
            system + ["CCrypt", "CSystem", "EventLoop", "JSON", "Runtime"]),
        Row(
            "Sources/Platform/Edge",
            web + ["Identity", "Resilience", "Runtime", "Telemetry"]),
    ]

    /// Pure and synchronous: no loop, no wire, no store, and not each other.
    static let rules = [
        Row("Sources/Rules/Kernel", []),
        // Searching names the standard library for the one interface it keeps to itself.
        Row("Sources/Rules/Listing", ["Kernel", "Swift"]),
        Row("Sources/Rules/*", ["Kernel"]),
    ]

    static let contracts = [
        Row("Sources/Contracts/Wire", ["JSON", "Kernel"]),
        Row("Sources/Contracts/*", ["JSON", "Kernel", "Wire"]),
    ]

    /// Where a contract meets HTTP, the same in every phase.
    static let doors = [
        Row("Sources/Doors/ProviderDoor", process + ["Kernel", "ProviderAPI", "Wire"]),
        Row(
            "Sources/Doors/PublicDoor",
            process + ["Edge", "Kernel", "PublicAPI", "Wire"]),
    ]

    /// All that is the same in every phase, and the one database; the contracts of the other phases
    /// are none of its business.
    static let phase1 = [
        Row(
            "Sources/Phase1",
            process + [
                "Edge", "Kernel", "ProviderAPI", "ProviderDoor", "PublicAPI", "PublicDoor",
                "SharedDatabase", "Storage", "Transfer",
            ],
            rules: .any)
    ]

    /// Services share the rules and own no store: only the data service may open the database.
    static let phase2 = [
        Row("Sources/Phase2/SharedDatabase", ["Kernel", "Storage"]),
        Row(
            "Sources/Phase2/DataService",
            process + ["DataServiceAPI", "SharedDatabase", "Storage", "Transfer"]),
        Row("Sources/Phase2/Bus", process + ["Edge", "PublicAPI"]),
        Row("Sources/Phase2/*", process + ["DataServiceAPI", "Kernel", "PublicAPI"], rules: .any),
    ]

    /// Dumb pipes, and services that know one context each.
    static let phase3 = [
        Row("Sources/Phase3/Gateway", process + ["Chassis", "Edge", "PublicAPI"]),
        Row("Sources/Phase3/Registry", process + ["Chassis", "Internal"]),
        Row("Sources/Phase3/Broker", process + ["Chassis", "Events", "Storage"]),
        Row("Sources/Phase3/Telemetry", process + ["Chassis", "Storage"]),
        Row("Sources/Phase3/Chassis", process + ["Events", "Internal", "Storage"]),
        Row("Sources/Phase3/History", service, rules: .oneOrNone),
        Row("Sources/Phase3/Notifications", service, rules: .oneOrNone),
        Row("Sources/Phase3/*", service, rules: .one),
    ]

    private static let service =
        process + ["Chassis", "Events", "Internal", "Kernel", "PublicAPI", "Storage", "Transfer"]

    /// They see the system from outside, or move its bytes; none knows a phase or a schema.
    static let tools = [
        Row("Sources/Tools/ProbeLedger", ["Storage"]),
        Row("Sources/Tools/PlatformProbe", process + system + ["Edge", "ProbeLedger", "Storage"]),
        Row(
            "Sources/Tools/StorageProbe",
            system + ["CSystem", "EventLoop", "ProbeLedger", "Storage"]),
        Row(
            "Sources/Tools/Baedal",
            system + web + ["Processes", "Runtime", "Supervisor", "Transfer"]),
        Row(
            "Sources/Tools/Supervisor",
            web + ["Processes", "Runtime", "Telemetry", "Transfer"]),
        Row("Sources/Tools/OutsideWorld", web + ["Kernel", "ProviderAPI", "Runtime", "Storage"]),
        Row("Sources/Tools/Corpus", web + ["Glibc", "PublicAPI", "Runtime"]),
        Row(
            "Sources/Tools/Guide",
            web + ["Glibc", "Kernel", "Processes", "PublicAPI", "PublicDoor", "Runtime"]),
        Row("Sources/Tools/Bench", web + ["PublicAPI", "Runtime"]),
    ]

    static let tests = [
        Row("Tests/TestFolders", ["Glibc", "Processes"]),
        Row("Tests/ArchitectureTests", ["Glibc", "Testing"]),
        Row(
            "Tests/PlatformTests",
            process + system + [
                "CCrypt", "CSQLite", "CSystem", "Edge", "PlatformProbe", "ProbeLedger", "Storage",
                "StorageProbe", "TestFolders", "Testing",
            ]),
        Row("Tests/Fuzz", system + web + ["CSystem"]),
        Row("Tests/Outside", system + ["JSON"]),
        Row("Tests/RulesTests", ["Kernel", "Testing"], rules: .any),
        Row(
            "Tests/ContractsTests",
            process + ["Edge", "Kernel", "PublicAPI", "PublicDoor", "Testing", "Wire"]),
        Row(
            "Tests/ToolsTests",
            process + system + [
                "Guide", "Kernel", "OutsideWorld", "Processes", "ProviderAPI", "ProviderDoor",
                "Storage", "TestFolders", "Testing",
            ]),
        Row(
            "Tests/MonolithTests",
            process + system + [
                "Edge", "Kernel", "MonolithMain", "OutsideWorld", "ProviderAPI", "ProviderDoor",
                "PublicAPI", "PublicDoor", "SharedDatabase", "Storage", "TestFolders", "Testing",
                "Wire",
            ],
            rules: .any),
        Row(
            "Tests/CorpusTests",
            web + ["Corpus", "Glibc", "PublicAPI", "Runtime", "Storage", "TestFolders", "Testing"]),
        Row(
            "Tests/SupervisorTests",
            system + web + [
                "Baedal", "PlatformProbe", "Processes", "Runtime", "Supervisor", "TestFolders",
                "Testing",
            ]),
        Row(
            "Tests/ConformanceTests",
            web + system + [
                "Kernel", "Processes", "PublicAPI", "PublicDoor", "Supervisor", "TestFolders",
                "Testing",
            ]),
        Row("Tests/FailureTests", process + system + ["PublicAPI", "Storage", "Testing"]),
    ]
}
