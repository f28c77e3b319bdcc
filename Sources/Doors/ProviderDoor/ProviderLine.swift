import EventLoop
import HTTP
import JSON
import ProviderAPI
import Resilience
import Runtime
import Telemetry

/// What a provider said, or why it said nothing.
enum ProviderAnswer<Content: JSONReadable> {
    case content(Content)
    case rejection(ProviderRejection)
    case none(NoAnswer)
}

/// The way to one provider: a deadline, a breaker and a bulkhead of its own, so that when payments
/// hang, pushes go through.
struct ProviderLine: Sendable {
    private let upstream: Upstream
    private let without: Without

    init(_ name: String, at address: Address, in environment: Environment) {
        let client = Client(
            address, loops: environment.loops, transport: environment.transport,
            limits: ProviderLimits.client(environment.without))
        var random = environment.makeRandomness()
        upstream = Upstream(
            name, client, loops: environment.loops, limits: ProviderLimits.upstream,
            without: environment.without, seed: random.next())
        without = environment.without
        environment.telemetry.metrics.observe(upstream)
    }

    /// Calls on behalf of `caller`, if there is one, and no longer than that waits.
    ///
    /// Every call of the contract may be repeated: it reads, or it has a key, or doing it twice is
    /// doing it once.
    func call<Content: JSONReadable>(
        _ method: Method, _ path: String, key: ProviderKey? = nil,
        sending content: (any JSONWritable)? = nil, for caller: Request?,
        expecting type: Content.Type
    ) async -> ProviderAnswer<Content> {
        guard let target = Target(path) else { preconditionFailure("\(path) is no path") }
        var request = Request(method, target)
        if let caller { request.carryOn(from: caller) }
        request.deadline = deadline(within: caller)
        if let key {
            request.fields.append(FieldName(stringLiteral: ProviderField.key), key.text)
        }
        if let content {
            request.fields.append(.contentType, "application/json")
            request.body = .bytes(JSONWriter.bytes(of: content))
        }
        do {
            return try await Self.read(try await upstream.send(request, isSafeToRepeat: true))
        } catch {
            return .none(NoAnswer(error))
        }
    }

    private func deadline(within caller: Request?) -> Instant? {
        guard !without.contains(.deadline), let loop = EventLoop.current else {
            return caller?.deadline
        }
        let own = loop.now.advanced(byMilliseconds: ProviderLimits.deadlineMilliseconds)
        return min(own, caller?.deadline ?? .distantFuture)
    }

    private static func read<Content>(
        _ response: Response
    ) async throws -> ProviderAnswer<Content> {
        let bytes = try await response.body.collect(upToBytes: ProviderLimits.answerBytes)
        guard response.status.code < 500 else { return .none(.unwell) }
        // Where there is nothing to say there is no body.
        let json = try JSON(parsing: bytes.isEmpty ? Array("null".utf8) : bytes)
        if response.status.isSuccess { return .content(try json.read()) }
        let code = try json["code"].string()
        return ProviderRejection(rawValue: code).map { .rejection($0) } ?? .none(.unwell)
    }
}
