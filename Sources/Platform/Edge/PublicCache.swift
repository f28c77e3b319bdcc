public import EventLoop
public import HTTP
public import Resilience

/// What a cache of public answers may take, on each loop.
public struct CacheLimits: Sendable {
    public var entries = 4_096
    public var bytes = 16 << 20
    /// Of one answer.
    public var bodyBytes = 1 << 18
    /// How many may wait for one question that is under way.
    public var waiting = 1_000
    /// For how long it is remembered that an answer may not be shared.
    public var passMilliseconds = 1_000
    /// Fields that ask for more than any public answer: a request with one goes past the cache.
    public var passedBy: [FieldName] = []
    /// Whether one who says who he is may get what everybody gets.
    public var servesAuthorized = false

    public init() {}
}

/// Keeps answers that say that they are for everybody (`Cache-Control: public, max-age=…`) and gives
/// them again while they are fresh. Equal questions at the same time are asked once.
///
/// Each loop has its own: a hit is then a look into a dictionary, without a lock and without waking
/// another core, and a crowd on a missing answer asks it once a loop, not once a request. What that
/// costs is the memory, once a loop; and two loops may have two ages of one answer, as two caches
/// in front of us would.
public final class PublicCache: Sendable {
    private let lanes: PerLoop<CacheLane>
    private let limits: CacheLimits
    private let isOn: Bool

    public init(
        loops: [EventLoop], limits: CacheLimits = CacheLimits(), without: Without = .nothing
    ) {
        lanes = PerLoop(loops) { CacheLane($0, limits) }
        self.limits = limits
        isOn = !without.contains(.publicCache)
    }

    /// What happened on each loop, for metrics.
    public var tallies: [CacheTallies] { lanes.all.map(\.value.tallies) }

    func callAsFunction(_ next: @escaping Handler) -> Handler {
        guard isOn else { return next }
        return { request in
            guard self.isPublic(request) else {
                self.lanes.here.tallies.passes.increment()
                return try await next(request)
            }
            return try await self.lanes.here.answer(request, next)
        }
    }

    /// Whether anybody's answer would do. A GET with a body is a trick: its answer may depend on it.
    private func isPublic(_ request: Request) -> Bool {
        guard request.method == .get || request.method == .head, case .empty = request.body,
            limits.servesAuthorized || !request.fields.contains(.authorization),
            !request.fields.contains(.range),
            !limits.passedBy.contains(where: request.fields.contains)
        else { return false }
        return !request.fields.contains(.cacheControl)
            || !CacheControl(request.fields).forbidsKeeping
    }
}

/// How often a question was answered from the shelf, asked, waited for while another asked it, or
/// none of the cache's business.
public struct CacheTallies: Sendable {
    public let hits = Tally()
    public let misses = Tally()
    public let joins = Tally()
    public let passes = Tally()
}

extension FieldName {
    static let range: FieldName = "range"
}
