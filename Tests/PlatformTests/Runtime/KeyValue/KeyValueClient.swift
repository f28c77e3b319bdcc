import EventLoop
import HTTP
import Identity
import JSON
import Resilience
import Runtime

/// A process that calls the server, through every safeguard that a caller has, and writes down what
/// it was told.
struct KeyValueClient: Sendable {
    static let keys = ["apple", "pear", "plum"]

    let name: String
    private let environment: Environment
    private let upstream: Upstream
    private let history: KeyValueHistory

    init(_ environment: Environment, history: KeyValueHistory) {
        name = environment.name
        self.environment = environment
        self.history = history
        var limits = ClientLimits()
        limits.connectMilliseconds = 50
        limits.firstByteMilliseconds = 100
        limits.totalMilliseconds = 400
        let client = Client(
            KeyValueServer.address, loops: environment.loops, transport: environment.transport,
            limits: limits)
        var random = environment.makeRandomness()
        upstream = Upstream("pairs", client, loops: environment.loops, seed: random.next())
    }

    /// So many calls, of all kinds, on keys that others call for too.
    func work(_ count: Int) async {
        var random = environment.makeRandomness()
        let identifiers = Identifiers(environment)
        var lastSeen: [String: Int?] = [:]
        for number in 1...count {
            let key = Self.keys[Int.random(in: 0..<Self.keys.count, using: &random)]
            // Each value is written once, so that a read tells whose it has read.
            let value = history.newValue()
            let id = identifiers.next()
            switch Int.random(in: 0..<3, using: &random) {
            case 0:
                if let seen = await read(key) { lastSeen[key] = .some(seen.value) }
            case 1:
                let change = Change(id: "\(id)", condition: .none, value: value)
                if await make(change, on: key) { lastSeen[key] = value }
            default:
                let expected = lastSeen[key] ?? nil
                let change = Change(id: "\(id)", condition: .equals(expected), value: value)
                if await make(change, on: key) { lastSeen[key] = value }
            }
            if number.isMultiple(of: 5) {
                let pause = Int.random(in: 0...30, using: &random)
                _ = try? await environment.loop.sleep(milliseconds: pause)
            }
        }
    }

    /// Nil when nobody answered.
    func read(_ key: String) async -> Held? {
        let operation = history.begin(.read, on: key, by: name)
        guard let target = Target("/pairs/\(key)"),
            let held: Held = await answer(to: Request(.get, target))
        else { return nil }
        history.end(operation, .saw(held.value))
        return held
    }

    /// Whether it is known to have been carried out.
    private func make(_ change: Change, on key: String) async -> Bool {
        let operation = history.begin(.change(change), on: key, by: name)
        guard let target = Target("/pairs/\(key)") else { return false }
        let body = JSONWriter.bytes(of: change, expecting: 128)
        let request = Request(.put, target, body: .bytes(body))
        guard let outcome: ChangeOutcome = await answer(to: request) else { return false }
        history.end(operation, outcome.wasDone ? .done : .refused)
        return outcome.wasDone
    }

    private func answer<Answer: JSONReadable>(to request: Request) async -> Answer? {
        do {
            let response = try await upstream.send(request)
            guard response.status == .ok else { return nil }
            return try JSON(parsing: try await response.body.collect(upToBytes: 1_000)).read()
        } catch {
            return nil  // What became of it is not known; the history leaves it open.
        }
    }
}
