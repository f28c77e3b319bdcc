import EventLoop
import Glibc
import Testing

/// Server, client, network and disk in one simulated world. What is proved here of a small service
/// is that the platform keeps its promises, and that the simulation finds it out when one is broken.
///
/// `SIMULATION_SEEDS` sets how many worlds are tried, `SIMULATION_SEED` replays one.
@Suite struct KeyValueTests {
    private static let seeds = number("SIMULATION_SEEDS") ?? 200
    private static let only = number("SIMULATION_SEED").map(UInt64.init)
    private static let batches = 8

    private static func number(_ variable: String) -> Int? {
        getenv(variable).flatMap { Int(String(cString: $0)) }
    }

    /// In batches, so that other tests come in between.
    @Test(arguments: 0..<batches)
    func `whatever happens, clients cannot tell the service from one number behind one door`(
        batch: Int
    ) throws {
        if let only = Self.only {
            if batch == 0 { try Self.judge(only) }
            return
        }
        for seed in stride(from: batch + 1, through: Self.seeds, by: Self.batches) {
            try Self.judge(UInt64(seed))
        }
    }

    private static func judge(_ seed: UInt64) throws {
        let verdict = try KeyValueWorld.run(seed: seed)
        #expect(
            verdict.violation == nil,
            "seed \(seed): replay it with make simulate SEED=\(seed)")
    }

    @Test(arguments: KeyValueServer.Flaw.allCases)
    func `a mistake in the service is found`(flaw: KeyValueServer.Flaw) throws {
        let finder = try (1...Self.mostSeedsToFindAFlaw).first { seed in
            try KeyValueWorld.run(seed: seed, flaw: flaw).violation != nil
        }
        #expect(finder != nil, "\(flaw) went unseen")
    }

    private static let mostSeedsToFindAFlaw: UInt64 = 200

    @Test(arguments: [3, 1_000_003] as [UInt64])
    func `a seed replays to the last step`(seed: UInt64) throws {
        let first = try KeyValueWorld.run(seed: seed)
        let second = try KeyValueWorld.run(seed: seed)
        #expect(first.fingerprint == second.fingerprint)
        #expect(first.crashes > 0 && first.answered > 0, "nothing happened that could differ")
        #expect(try KeyValueWorld.run(seed: seed + 1).fingerprint != first.fingerprint)
    }
}
