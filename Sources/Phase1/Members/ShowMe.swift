import PublicAPI
import PublicDoor
import Storage

extension Monolith {
    func showMe(
        _ call: Call<NoID, NoQuery, Nothing>, _ caller: Caller
    ) async throws -> Reply<MemberView> {
        let member = try await database.read { reader in
            try MemberRecord.find(caller.member, in: reader)
        }
        // The key outlives the data when somebody resets only that.
        guard let member else { throw Refusal(.tokenInvalid, "The token is of no member here.") }
        return Reply(MemberView(member))
    }
}
