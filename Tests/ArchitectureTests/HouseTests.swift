import Testing

@Suite struct HouseTests {
    static let rules: [Rule] =
        ImportRules.all + PlaceRules.all + CodeRules.all + CompilerTraps.all + Ban.all.map(\.rule)

    @Test(arguments: rules)
    func `the house keeps the rule`(_ rule: Rule) {
        for violation in rule.check(Checkout.house) {
            Issue.record("\(violation)")
        }
    }

    @Test(arguments: rules)
    func `the rule finds the faults planted for it`(_ rule: Rule) {
        #expect(!rule.faults.isEmpty)
        for (number, house) in rule.faults.enumerated() {
            #expect(!rule.check(house).isEmpty, "fault \(number + 1) was not found")
        }
    }

    @Test(arguments: rules)
    func `the rule lets near misses pass`(_ rule: Rule) {
        #expect(!rule.nearMisses.isEmpty)
        for house in rule.nearMisses {
            #expect(rule.check(house).map(\.description) == [])
        }
    }

    @Test func `every pattern of a ban is tried on a fault of its own`() {
        for ban in Ban.all {
            let faults = ban.faults.map { SourceFile("Sources/Phase1/Main.swift", $0).code }
            for pattern in ban.patterns {
                let isTried = faults.contains { code in
                    code.indices.contains { pattern.begins(code, $0) }
                }
                #expect(isTried, "\(ban.subject) has no fault with \(pattern.shown)")
            }
        }
    }

    @Test func `every exception is for a folder that is there`() {
        for exception in Exception.all {
            #expect(Checkout.house.files.contains { $0.lies(in: exception.folder) })
        }
    }

    @Test func `the tests see the whole house`() {
        let paths = Set(Checkout.house.files.map(\.path))
        #expect(paths.contains("Sources/Platform/EventLoop/Instant.swift"))
        #expect(paths.contains("Tests/ArchitectureTests/HouseTests.swift"))
        #expect(Checkout.house.manifest.targets.contains { $0.name == "ArchitectureTests" })
    }

    @Test func `platform rooms know only rooms below them`() {
        var below: Set = ["Glibc", "Synchronization"]
        for row in Row.platform {
            #expect(row.modules.subtracting(below) == [], "\(row.folder) looks up")
            below.formUnion(row.folder.split(separator: "/").suffix(1).map(String.init))
        }
    }
}
