import EventLoop
import HTTP
import Testing

/// The table once more, through a proxy made of our server and our client: the outcome is the same,
/// and what reaches the server behind it is one well-formed request for each that was served, or
/// nothing. Two servers in a row see the same requests.
@Suite(.serialized, .timeLimit(.minutes(10))) struct ForwardedRequestTests {
    @Test(arguments: HostileRequest.themes)
    func `nothing ambiguous is forwarded`(_ theme: HostileRequest.Theme) async throws {
        for request in theme.cases {
            for complaint in try await complaints(about: request) {
                Issue.record("\(request.name): \(complaint)")
            }
        }
    }

    private func complaints(about request: HostileRequest) async throws -> [String] {
        let upstream = try RecordingUpstream()
        let deliveries = request.deliveriesThroughProxy
        var complaints = try await Self.proxy(to: upstream.port) { port in
            let runner = RequestRunner(port: port)
            return try await onThread {
                deliveries.compactMap { runner.complaint(about: request, delivered: $0) }
            }
        }
        try await onThread { try upstream.waitUntilLeft() }
        complaints += upstream.ambiguities.map { "the server behind read \($0)" }
        let most = request.mostForwarded * deliveries.count
        if upstream.requests.count > most {
            complaints.append("forwarded \(upstream.requests.map { "\($0.method) \($0.target)" })")
        }
        return complaints
    }

    /// Forwards whatever it is asked.
    private static func proxy<Result: Sendable>(
        to port: UInt16, _ body: @escaping @Sendable (UInt16) async throws -> Result
    ) async throws -> Result {
        try await onLoops { loops in
            let client = Client(.tcp(host: "127.0.0.1", port: port), loops: loops.all)
            let forwarder = Forwarder(to: client, name: "test")
            let result = try await TestServer.run(
                on: loops, handler: { try await forwarder.forward($0, to: $0.target) }, body)
            await client.close()
            return result
        }
    }
}

extension HostileRequest {
    /// The cuts have been tried on the server alone; byte by byte stands for them here.
    fileprivate var deliveriesThroughProxy: [Delivery] {
        deliveries.filter { delivery in
            switch delivery {
            case .whole, .beforeSentinel: true
            case .byteByByte: wire.bytes.count < 400
            case .inHalves: false
            }
        }
    }

    /// For one delivery: those it serves, and the sentinel.
    fileprivate var mostForwarded: Int {
        let counts = outcome.scripts.map { script in
            script.answers.count { !$0.isRefusal } + (script.ending == .closed ? 0 : 1)
        }
        return counts.max() ?? 0
    }
}
