import EventLoop
import Glibc
import ProviderAPI
import ProviderDoor
import Runtime
import TestFolders
import Testing

/// The program itself, live.
@Suite struct ProcessTests {
    /// How many charges are acknowledged before each kill.
    private static let kills = [3, 60, 300]
    private static let callers = 8

    @Test func `a process that is killed has lost no charge that it acknowledged`() async throws {
        let folder = try TestFolder()
        var acknowledged: Set<ProviderKey> = []
        for (run, count) in Self.kills.enumerated() {
            let process = try WorldProcess(dataIn: folder.path)
            acknowledged.formUnion(
                try await charge(process, from: run * 1_000_000, untilKilledAfter: count))
            #expect(process.end() == nil)
        }
        let process = try WorldProcess(dataIn: folder.path)
        let statement = try await statement(of: process)
        let captured = statement.map(\.charge)
        #expect(acknowledged.isSubset(of: captured))
        #expect(acknowledged.count >= Self.kills.reduce(0, +))
        #expect(Set(captured).count == captured.count)
        #expect(statement.map(\.position) == Array(1...captured.count))
        process.signal(SIGTERM)
        #expect(process.end() == ExitStatus.done.rawValue)
    }

    @Test func `a caller who waits for the silent card does not hold up the end`() async throws {
        let folder = try TestFolder()
        let process = try WorldProcess(dataIn: folder.path)
        let address = try process.address()
        let outcome = try await withLiveCaller { environment in
            let payments = PaymentProvider(at: address, in: environment)
            let scope = TaskScope(loop: environment.loops[0])
            scope.spawn { _ = try? await payments.charge(payment(1), content("card_timeout")) }
            let outcome = try await payments.charge(payment(2), content())
            process.signal(SIGTERM)
            await scope.drained()
            return outcome
        }
        #expect(outcome == .captured)
        #expect(process.end() == ExitStatus.done.rawValue)
    }

    /// Which charges were acknowledged until the process was killed, which is once so many were.
    private func charge(
        _ process: WorldProcess, from first: Int, untilKilledAfter count: Int
    ) async throws -> Set<ProviderKey> {
        let address = try process.address()
        return try await withLiveCaller { environment in
            let payments = PaymentProvider(at: address, in: environment)
            let acknowledged = Lock<Set<ProviderKey>>([])
            let scope = TaskScope(loop: environment.loops[0])
            for caller in 0..<Self.callers {
                scope.spawn {
                    var number = first + caller
                    while (try? await payments.charge(payment(number), content())) == .captured {
                        let key = ProviderKey(payment(number))
                        let soFar = acknowledged.withLock { acknowledged in
                            acknowledged.insert(key)
                            return acknowledged.count
                        }
                        if soFar == count { process.signal(SIGKILL) }
                        number += Self.callers
                    }
                }
            }
            await scope.drained()
            return acknowledged.withLock { $0 }
        }
    }

    private func statement(of process: WorldProcess) async throws -> [Movement] {
        let address = try process.address()
        return try await withLiveCaller { environment in
            let payments = PaymentProvider(at: address, in: environment)
            var all: [Movement] = []
            while true {
                let page = try await payments.statement(after: all.last?.position ?? 0)
                all += page.items
                if page.next == nil { return all }
            }
        }
    }
}
