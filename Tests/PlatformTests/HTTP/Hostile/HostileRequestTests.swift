import HTTP
import Testing

/// The table, sent to our server over TCP. Each case arrives whole, next to a sound neighbour, byte
/// by byte, and in halves at each place where the grammar turns.
@Suite(.serialized) struct HostileRequestTests {
    @Test(arguments: HostileRequest.themes)
    func `what is malformed is refused once, what is sound is served`(
        _ theme: HostileRequest.Theme
    ) async throws {
        try await TestServer.run(handler: Router.forHostileRequests.handler) { port in
            let runner = RequestRunner(port: port)
            for request in theme.cases {
                let complaints = try await onThread { runner.complaints(about: request) }
                for complaint in complaints.prefix(3) {
                    Issue.record("\(request.name), \(complaint)")
                }
            }
        }
    }
}
