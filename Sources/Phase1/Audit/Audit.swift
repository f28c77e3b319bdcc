import AuditRules
import EventLoop
import HTTP
import PublicAPI
import PublicDoor
import Runtime
import Storage

extension Monolith {
    /// Unless the caller waits less.
    static let auditMilliseconds = 30_000

    /// Judges all invariants. What the contexts say is one snapshot of one database: here nothing is
    /// caught between two stores. Only the providers' books are others', and are read first.
    func audit(
        _ call: Call<NoID, NoQuery, Nothing>, _ caller: Caller
    ) async throws -> Reply<AuditView> {
        let now = self.now
        let deadline = min(
            call.request.deadline ?? .distantFuture,
            environment.now.advanced(byMilliseconds: Self.auditMilliseconds))
        let limit = policy.dispatchLimit
        try await copyProviderBooks(for: call.request)
        let report = try await database.longRead(until: deadline) { reader in
            var hearing = try Hearing(at: now, of: reader, dispatchLimit: limit)
            return try hearing.report()
        }
        return Reply(AuditView(report))
    }
}
