import DeliveryRules
import Glibc
import Kernel
import PaymentsRules
import Testing

@testable import MonolithMain

/// The monolith in simulated worlds: it crashes at any point, its disk loses what was not synced,
/// its provider fails, and in the end nothing that was acknowledged is lost or doubled.
///
/// `SIMULATION_SEEDS` sets how many worlds are tried, `SIMULATION_SEED` replays one.
@Suite struct CrashTests {
    private static let seeds = number("SIMULATION_SEEDS") ?? 16
    private static let only = number("SIMULATION_SEED").map(UInt64.init)
    private static let batches = 8

    private static func number(_ variable: String) -> Int? {
        getenv(variable).flatMap { Int(String(cString: $0)) }
    }

    /// In batches, so that other tests come in between.
    @Test(arguments: 0..<batches)
    func `whenever it crashes, no order is lost, none is doubled, and the audit is clean`(
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
        var policy = Policy.quick
        policy.dispatchLimit = DispatchLimit(waitMilliseconds: 2_000)
        policy.reconcileLimit = ReconcileLimit(waitMilliseconds: 10_000)
        try Town.run(seed: seed, policy: policy) { town in
            let busy = try await BusyTown(town, seed: seed)
            try await busy.liveThrough(orders: 24) { try await $0.crash(8) }
            try await town.pass(milliseconds: 60_000)
            try await busy.expectPromisesKept()
            try await town.expectCleanAudit()
        }
    }
}
