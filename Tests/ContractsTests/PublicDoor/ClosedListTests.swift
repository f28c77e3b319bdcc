import Edge
import HTTP
import PublicAPI
import PublicDoor
import Testing

/// A front that forgets an endpoint, or answers for a neighbour, does not start.
@Suite struct ClosedListTests {
    private static func door() -> PublicDoor {
        PublicDoor(TokenCheck(Tokens.verifier, realm: PublicDoor.realm))
    }

    @Test func `a context that is whole is a router`() {
        var door = Self.door()
        door.on(PublicAPI.audit) { _, _ in Reply(AuditView.examples[0]) }
        #expect(door.finish([.audit]).routes.map(\.pattern) == ["/v1/audit"])
    }

    @Test func `a forgotten endpoint is a bug`() async {
        await #expect(processExitsWith: .failure) { _ = Self.door().finish([.audit]) }
    }

    @Test func `an endpoint of another context is a bug`() async {
        await #expect(processExitsWith: .failure) {
            var door = Self.door()
            door.on(PublicAPI.audit) { _, _ in Reply(AuditView.examples[0]) }
            door.on(PublicAPI.wallet) { _, _ in Reply(WalletView.examples[0]) }
            _ = door.finish([.audit])
        }
    }

    @Test func `an endpoint that is mounted twice is a bug`() async {
        await #expect(processExitsWith: .failure) {
            var door = Self.door()
            door.on(PublicAPI.audit) { _, _ in Reply(AuditView.examples[0]) }
            door.on(PublicAPI.audit) { _, _ in Reply(AuditView.examples[0]) }
        }
    }

    @Test func `a closed endpoint is not mounted openly`() async {
        await #expect(processExitsWith: .failure) {
            var door = Self.door()
            door.openly(on: PublicAPI.audit) { _ in Reply(AuditView.examples[0]) }
        }
    }
}
