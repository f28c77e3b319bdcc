// swift-tools-version: 6.2
import PackageDescription

// Baedal, the house. One line a target, in bands: what stands lower knows nothing of what stands
// higher. `Tests/ArchitectureTests` holds the import lines of every file against this picture.

let platform: [Target] = [
    .cModule("CSystem"),
    .systemModule("CSQLite"),
    .cModule("CCrypt"),
    .room("EventLoop", in: "Platform", knows: ["CSystem"]),
    .room("Processes", in: "Platform", knows: ["CSystem", "EventLoop"]),
    .room("JSON", in: "Platform", knows: []),
    .room("HTTP", in: "Platform", knows: ["CSystem", "EventLoop", "JSON"]),
    .room("Storage", in: "Platform", knows: ["CSQLite", "CSystem", "EventLoop"]),
    .room("Resilience", in: "Platform", knows: ["EventLoop", "HTTP"]),
    .room("Telemetry", in: "Platform", knows: ["EventLoop", "HTTP", "JSON", "Resilience"]),
    .room(
        "Runtime", in: "Platform",
        knows: ["EventLoop", "HTTP", "JSON", "Resilience", "Storage", "Telemetry"]),
    .room("Identity", in: "Platform", knows: ["CCrypt", "EventLoop", "JSON", "Runtime"]),
    .room("Edge", in: "Platform", knows: ["EventLoop", "HTTP", "Identity", "JSON", "Resilience"]),
]

let rules: [Target] = [
    .room("Kernel", in: "Rules", knows: []),
    .room("AdsRules", in: "Rules", at: "Ads", knows: ["Kernel"]),
    .room("AuditRules", in: "Rules", at: "Audit", knows: ["Kernel"]),
    .room("CouponsRules", in: "Rules", at: "Coupons", knows: ["Kernel"]),
    .room("DeliveryRules", in: "Rules", at: "Delivery", knows: ["Kernel"]),
    .room("ListingRules", in: "Rules", at: "Listing", knows: ["Kernel"]),
    .room("MembersRules", in: "Rules", at: "Members", knows: ["Kernel"]),
    .room("NotificationsRules", in: "Rules", at: "Notifications", knows: ["Kernel"]),
    .room("OrdersRules", in: "Rules", at: "Orders", knows: ["Kernel"]),
    .room("PaymentsRules", in: "Rules", at: "Payments", knows: ["Kernel"]),
    .room("ReviewsRules", in: "Rules", at: "Reviews", knows: ["Kernel"]),
    .room("SettlementRules", in: "Rules", at: "Settlement", knows: ["Kernel"]),
    .room("StoresRules", in: "Rules", at: "Stores", knows: ["Kernel"]),
    .room("TownRules", in: "Rules", at: "Town", knows: ["Kernel"]),
]

let contracts: [Target] = [
    .room("Wire", in: "Contracts", knows: ["JSON", "Kernel"]),
    .room("PublicAPI", in: "Contracts", knows: ["JSON", "Kernel", "Wire"]),
    .room("ProviderAPI", in: "Contracts", knows: ["JSON", "Kernel", "Wire"]),
]

let doors: [Target] = [
    .room(
        "ProviderDoor", in: "Doors",
        knows: [
            "EventLoop", "HTTP", "JSON", "Kernel", "ProviderAPI", "Resilience", "Runtime",
            "Telemetry",
        ]),
    .room(
        "PublicDoor", in: "Doors",
        knows: [
            "Edge", "EventLoop", "HTTP", "Identity", "JSON", "Kernel", "PublicAPI", "Resilience",
            "Runtime", "Telemetry", "Wire",
        ]),
]

let phase1: [Target] = [
    .monolith(
        "MonolithMain",
        knows: [
            "AdsRules", "AuditRules", "CouponsRules", "DeliveryRules", "Edge", "EventLoop", "HTTP",
            "Identity", "JSON", "Kernel", "ListingRules", "MembersRules", "NotificationsRules",
            "OrdersRules", "PaymentsRules", "ProviderAPI", "ProviderDoor", "PublicAPI",
            "PublicDoor", "Resilience", "ReviewsRules", "Runtime", "SettlementRules",
            "SharedDatabase", "Storage", "StoresRules", "Telemetry", "TownRules",
        ])
]

let phase2: [Target] = [
    .room("SharedDatabase", in: "Phase2", knows: ["Kernel", "Storage"])
]

let tools: [Target] = [
    .room("ProbeLedger", in: "Tools", knows: ["Storage"]),
    .program(
        "PlatformProbe", in: "Tools",
        knows: ["EventLoop", "HTTP", "JSON", "ProbeLedger", "Runtime", "Storage"]),
    .program(
        "StorageProbe", in: "Tools", knows: ["CSystem", "EventLoop", "ProbeLedger", "Storage"]),
    .program(
        "OutsideWorld", in: "Tools",
        knows: ["EventLoop", "HTTP", "JSON", "Kernel", "ProviderAPI", "Runtime", "Storage"]),
    .program("Corpus", in: "Tools", knows: ["EventLoop", "HTTP", "JSON", "Runtime"]),
    .program(
        "Guide", in: "Tools",
        knows: [
            "EventLoop", "HTTP", "JSON", "Kernel", "Processes", "PublicAPI", "PublicDoor",
            "Runtime",
        ]),
    .room(
        "Supervisor", in: "Tools",
        knows: ["EventLoop", "HTTP", "JSON", "Processes", "Runtime", "Telemetry"]),
    .program(
        "Baedal", in: "Tools",
        knows: ["EventLoop", "HTTP", "JSON", "Processes", "Runtime", "Supervisor"]),
]

let tests: [Target] = [
    .support("TestFolders", knows: ["Processes"]),
    .suite(
        "PlatformTests",
        knows: [
            "CSQLite", "CSystem", "Edge", "EventLoop", "HTTP", "Identity", "JSON", "PlatformProbe",
            "ProbeLedger", "Resilience", "Runtime", "Storage", "StorageProbe", "Telemetry",
            "TestFolders",
        ]),
    .suite(
        "RulesTests",
        knows: [
            "AdsRules", "AuditRules", "CouponsRules", "DeliveryRules", "Kernel", "ListingRules",
            "MembersRules", "NotificationsRules", "OrdersRules", "PaymentsRules", "ReviewsRules",
            "SettlementRules", "StoresRules", "TownRules",
        ]),
    .suite(
        "ContractsTests",
        knows: [
            "Edge", "EventLoop", "HTTP", "Identity", "JSON", "Kernel", "PublicAPI", "PublicDoor",
            "Resilience", "Runtime", "Wire",
        ]),
    .suite(
        "ToolsTests",
        knows: [
            "EventLoop", "Guide", "HTTP", "JSON", "Kernel", "OutsideWorld", "Processes",
            "ProviderAPI", "ProviderDoor", "Resilience", "Runtime", "Storage", "TestFolders",
        ]),
    .suite(
        "MonolithTests",
        knows: [
            "AdsRules", "AuditRules", "CouponsRules", "DeliveryRules", "Edge", "EventLoop", "HTTP",
            "Identity", "JSON", "Kernel", "ListingRules", "MembersRules", "MonolithMain",
            "NotificationsRules", "OrdersRules", "OutsideWorld", "PaymentsRules", "ProviderAPI",
            "ProviderDoor", "PublicAPI", "PublicDoor", "Resilience", "ReviewsRules", "Runtime",
            "SettlementRules", "SharedDatabase", "Storage", "StoresRules", "Telemetry",
            "TestFolders", "TownRules", "Wire",
        ]),
    .suite(
        "CorpusTests",
        knows: [
            "Corpus", "EventLoop", "HTTP", "JSON", "PublicAPI", "Runtime", "Storage", "TestFolders",
        ]),
    .suite(
        "SupervisorTests",
        knows: [
            "Baedal", "EventLoop", "HTTP", "JSON", "PlatformProbe", "Processes", "Runtime",
            "Supervisor", "TestFolders",
        ]),
    .suite(
        "ConformanceTests",
        knows: [
            "EventLoop", "HTTP", "JSON", "Kernel", "Processes", "PublicAPI", "PublicDoor",
            "Supervisor", "TestFolders",
        ]),
    .suite("ArchitectureTests", knows: []),
]

let package = Package(
    name: "Baedal",
    products: [
        .executable(name: "baedal", targets: ["Baedal"]),
        .executable(name: "platform-probe", targets: ["PlatformProbe"]),
        .executable(name: "storage-probe", targets: ["StorageProbe"]),
        .executable(name: "baedal-monolith", targets: ["MonolithMain"]),
        .executable(name: "baedal-outside-world", targets: ["OutsideWorld"]),
        .executable(name: "baedal-corpus", targets: ["Corpus"]),
        .executable(name: "baedal-guide", targets: ["Guide"]),
    ],
    targets: platform + rules + contracts + doors + phase1 + phase2 + tools + tests,
    swiftLanguageModes: [.v6]
)

// MARK: - One convention for all

extension Target {
    /// Computed, because a global below its first use would still be empty then, without a word.
    static var strict: [SwiftSetting] {
        [
            .enableUpcomingFeature("ExistentialAny"),
            .enableUpcomingFeature("MemberImportVisibility"),
            .enableUpcomingFeature("InternalImportsByDefault"),
            .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
            .treatAllWarnings(as: .error),
            // Else every program would load the regular expression libraries at its start.
            .unsafeFlags(["-Xfrontend", "-disable-implicit-string-processing-module-import"]),
            // What the compiler cannot prove about overlapping accesses is checked at run time in
            // debug builds, under which the tests run; it would cost a tenth of a request.
            .unsafeFlags(["-enforce-exclusivity=unchecked"], .when(configuration: .release)),
        ]
    }

    static func cModule(_ name: String) -> Target {
        .target(name: name, path: "Sources/Platform/\(name)")
    }

    static func systemModule(_ name: String) -> Target {
        .systemLibrary(name: name, path: "Sources/Platform/\(name)")
    }

    /// `folder` where it is not the name: three phases have an `Orders`, SwiftPM lets one be called so.
    static func room(
        _ name: String, in band: String, at folder: String? = nil, knows: [String]
    ) -> Target {
        .target(
            name: name, dependencies: knows.map { .byName(name: $0) },
            path: "Sources/\(band)/\(folder ?? name)", swiftSettings: strict)
    }

    static func program(
        _ name: String, in band: String, at folder: String? = nil, knows: [String]
    ) -> Target {
        .executableTarget(
            name: name, dependencies: knows.map { .byName(name: $0) },
            path: "Sources/\(band)/\(folder ?? name)", swiftSettings: strict)
    }

    /// Phase 1 is one program, and its rooms are folders. It has Swift's library inside, since there is
    /// no other process to share one with (ADR 0019); but not where tests are built for release.
    static func monolith(_ name: String, knows: [String]) -> Target {
        let isForTests = Context.environment["BAEDAL_LINK"] == "for-tests"
        let alone = LinkerSetting.unsafeFlags(
            ["-static-stdlib"], .when(configuration: .release))
        return .executableTarget(
            name: name, dependencies: knows.map { .byName(name: $0) }, path: "Sources/Phase1",
            swiftSettings: strict, linkerSettings: isForTests ? [] : [alone])
    }

    /// What suites share.
    static func support(_ name: String, knows: [String]) -> Target {
        .target(
            name: name, dependencies: knows.map { .byName(name: $0) }, path: "Tests/\(name)",
            swiftSettings: strict)
    }

    static func suite(_ name: String, knows: [String]) -> Target {
        .testTarget(
            name: name, dependencies: knows.map { .byName(name: $0) },
            path: "Tests/\(name)", swiftSettings: strict)
    }
}
