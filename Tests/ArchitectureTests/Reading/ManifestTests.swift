import Testing

@Suite struct ManifestTests {
    private let manifest = Manifest(
        """
        // .room("Ghost", in: "Platform", knows: [])
        let platform: [Target] = [
            .cModule("CSystem"),
            .room("HTTP", in: "Platform", knows: ["CSystem", "JSON"]),  // "Edge"
            .room(
                "OrdersRules", in: "Rules", at: "Orders",
                knows: ["Kernel"]),
        ]
        let tests: [Target] = [.suite("RulesTests", knows: ["Kernel"])]
        let package = Package(name: "Baedal", targets: platform + tests)
        func room(in: String) -> [Target] { [] }
        """)

    @Test func `each target has its name, folder and dependencies`() {
        typealias Target = Manifest.Target
        #expect(
            manifest.targets == [
                Target(name: "CSystem", folder: "Sources/Platform/CSystem", knows: [], line: 3),
                Target(
                    name: "HTTP", folder: "Sources/Platform/HTTP", knows: ["CSystem", "JSON"],
                    line: 4),
                Target(
                    name: "OrdersRules", folder: "Sources/Rules/Orders", knows: ["Kernel"], line: 5),
                Target(name: "RulesTests", folder: "Tests/RulesTests", knows: ["Kernel"], line: 9),
            ])
        #expect(manifest.unreadableLines == [])
    }

    @Test func `a file belongs to the deepest target that holds it`() {
        let file = SourceFile("Sources/Rules/Orders/Order.swift", "")
        #expect(manifest.target(of: file)?.name == "OrdersRules")
        #expect(manifest.target(of: SourceFile("Sources/Rules/Ads/Ad.swift", "")) == nil)
    }

    @Test func `a target in another form is not passed over`() {
        let other = Manifest(
            """
            let band: [Target] = [
                .target(name: "A"),
                .room(name, in: "B"),
                shared
            ]
            """)
        #expect(other.unreadableLines == [2, 3, 4])
    }
}
