import Testing

@Suite struct SourceFileTests {
    @Test func `imports are found in every form, and nowhere else`() {
        let file = SourceFile(
            "Sources/A/B/C.swift",
            """
            import Glibc
            public import JSON
            @testable import struct Orders.Order; import HTTP.Router
            // import Storage
            let text = "import Edge"
            plan.import(Sum)
            func load(import: Plan) {}
            """)
        #expect(file.imports.map(\.module) == ["Glibc", "JSON", "Orders", "HTTP"])
        #expect(file.imports.map(\.line) == [1, 2, 3, 3])
    }

    @Test func `a file lies in its folder and all above it`() {
        let file = SourceFile("Sources/Phase1/Orders/PlaceOrder.swift", "")
        #expect(file.lies(in: "Sources/Phase1/Orders"))
        #expect(file.lies(in: "Sources/Phase1"))
        #expect(file.lies(in: "Sources/*/Orders"))
        #expect(!file.lies(in: "Sources/Phase"))
        #expect(!file.lies(in: "Sources/Phase1/Orders/PlaceOrder.swift"))
    }

    @Test func `lines are counted as an editor counts them`() {
        #expect(SourceFile("Sources/A/B/C.swift", "a\nb\n").lineCount == 2)
        #expect(SourceFile("Sources/A/B/C.c", "a\nb\nc\n").lineCount == 3)
    }
}
