// swift-tools-version: 6.2
import PackageDescription

// Baedal, the house. One line a target, in bands: what stands lower knows nothing of what stands
// higher. `Tests/ArchitectureTests` holds the import lines of every file against this picture.

let platform: [Target] = [
    .cModule("CSystem"),
    .room("EventLoop", in: "Platform", knows: ["CSystem"]),
    .room("JSON", in: "Platform", knows: []),
    .room("HTTP", in: "Platform", knows: ["CSystem", "EventLoop", "JSON"]),
    .room("Resilience", in: "Platform", knows: ["EventLoop", "HTTP"]),
    .room("Telemetry", in: "Platform", knows: ["EventLoop", "HTTP", "JSON", "Resilience"]),
]

let tools: [Target] = [
    .program("PlatformProbe", in: "Tools", knows: ["EventLoop", "HTTP", "JSON"])
]

let tests: [Target] = [
    .suite(
        "PlatformTests",
        knows: ["CSystem", "EventLoop", "HTTP", "JSON", "Resilience", "Telemetry"]),
    .suite("ArchitectureTests", knows: []),
]

let package = Package(
    name: "Baedal",
    products: [.executable(name: "platform-probe", targets: ["PlatformProbe"])],
    targets: platform + tools + tests,
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
            // What the compiler cannot prove about overlapping accesses is checked at run time in
            // debug builds, under which the tests run; it would cost a tenth of a request.
            .unsafeFlags(["-enforce-exclusivity=unchecked"], .when(configuration: .release)),
        ]
    }

    static func cModule(_ name: String) -> Target {
        .target(name: name, path: "Sources/Platform/\(name)")
    }

    static func room(_ name: String, in band: String, knows: [String]) -> Target {
        .target(
            name: name, dependencies: knows.map { .byName(name: $0) },
            path: "Sources/\(band)/\(name)", swiftSettings: strict)
    }

    static func program(_ name: String, in band: String, knows: [String]) -> Target {
        .executableTarget(
            name: name, dependencies: knows.map { .byName(name: $0) },
            path: "Sources/\(band)/\(name)", swiftSettings: strict)
    }

    static func suite(_ name: String, knows: [String]) -> Target {
        .testTarget(
            name: name, dependencies: knows.map { .byName(name: $0) },
            path: "Tests/\(name)", swiftSettings: strict)
    }
}
