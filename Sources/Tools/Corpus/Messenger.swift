import EventLoop
import HTTP
import Runtime

/// Sends requests, over connections that all scenarios share.
struct Messenger: Sendable {
    /// The system under test, and what stands beside it.
    static let mostTargets = 8

    struct NoAnswer: Error, CustomStringConvertible {
        let description: String
    }

    private let environment: Environment
    private let clients = Lock<[Address: Client]>([:])

    init(_ environment: Environment) {
        self.environment = environment
    }

    func send(_ draft: Request, to url: URLText) async throws(NoAnswer) -> Exchange {
        guard let address = Address(url.authority) else {
            throw NoAnswer(description: "\(url.authority) is no address: hosts are given by number")
        }
        let client = try client(of: address)
        let began = environment.now
        do {
            let response = try await client.send(draft)
            let body = try await response.body.collect(upToBytes: Exchange.mostBodyBytes)
            let passed = environment.now.nanoseconds(since: began)
            return Exchange(
                method: draft.method, url: url, status: response.status, fields: response.fields,
                body: body, milliseconds: Int(passed / 1_000_000))
        } catch {
            throw NoAnswer(description: "no answer came: \(error)")
        }
    }

    /// Closes what is kept open.
    func close() async {
        for client in clients.withLock({ Array($0.values) }) { await client.close() }
    }

    private func client(of address: Address) throws(NoAnswer) -> Client {
        try clients.withLock { (clients) throws(NoAnswer) -> Client in
            if let client = clients[address] { return client }
            guard clients.count < Self.mostTargets else {
                throw NoAnswer(
                    description: "scenarios speak to at most \(Self.mostTargets) servers")
            }
            let client = Client(
                address, loops: environment.loops, transport: environment.transport)
            clients[address] = client
            return client
        }
    }
}
