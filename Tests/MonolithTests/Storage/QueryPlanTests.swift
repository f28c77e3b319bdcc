import PublicAPI
import Storage
import Testing

@testable import MonolithMain

/// Every statement of phase 1, as the database would run it.
@Suite struct QueryPlanTests {
    @Test func `no statement reads a whole table, and none sorts what an index could have sorted`()
        throws
    {
        try Town.run { town in
            let database = try #require(town.monolith?.database)
            let statements = Statement.all
            try #require(statements.count > 60, "the sources were not found")
            for statement in statements where !Self.readAllByDesign.contains(statement.file) {
                let steps = try await database.read { reader in try statement.plan(in: reader) }
                for step in steps {
                    #expect(!Self.readsAll(step), "\(statement): \(step)")
                    #expect(!step.contains("TEMP B-TREE"), "\(statement): \(step)")
                }
            }
        }
    }

    /// The audit is there to look at everything; it does so off the loops.
    private static let readAllByDesign: Set = [
        "Hearing.swift", "Hearing+Coupons.swift", "Hearing+Ledger.swift", "Hearing+Lists.swift",
        "Hearing+Stores.swift",
    ]

    /// An index that holds only what waits is read from its beginning, which is what is asked for. A
    /// virtual table is asked by an index of its own, and what SQLite calls a scan of it is not one.
    private static func readsAll(_ step: String) -> Bool {
        step.hasPrefix("SCAN") && !step.hasSuffix("_waiting") && !step.contains("VIRTUAL TABLE")
            && step != "SCAN CONSTANT ROW"
    }
}
