import EventLoop
import HTTP
import Resilience

/// The public cache of one loop.
final class CacheLane: @unchecked Sendable {
    // Sendable: all but `tallies` is touched only on `loop`.

    /// The answers to one question, as many as its fields make of it.
    private struct Answers {
        static let most = 8
        var vary: [FieldName]
        var variants: [(selection: Selection, stored: StoredResponse)]

        func fresh(for request: Request, at now: Instant) -> StoredResponse? {
            let selection = Selection(vary, of: request)
            return variants.first { $0.selection == selection && $0.stored.expires > now }?.stored
        }
    }

    private enum Entry {
        case answers(Answers)
        /// An answer that was not for everybody: until then nobody waits for another's.
        case notShared(until: Instant)
    }

    private struct Question: Hashable {
        let key: CacheKey
        let selection: Selection
    }

    private enum Found {
        case fresh(StoredResponse)
        case notShared
        case missing(Question)
    }

    let loop: EventLoop
    let tallies = CacheTallies()
    private let limits: CacheLimits
    private var shelf: Shelf<CacheKey, Entry>
    private var flights: [Question: Flight] = [:]

    init(_ loop: EventLoop, _ limits: CacheLimits) {
        self.loop = loop
        self.limits = limits
        shelf = Shelf(mostEntries: limits.entries, mostBytes: limits.bytes)
    }

    var bytes: Int { shelf.bytes }
    var count: Int { shelf.count }

    func answer(_ request: Request, _ next: Handler) async throws -> Response {
        let key = CacheKey(request)
        var hasWaited = false
        while true {
            switch find(key, for: request) {
            case .fresh(let stored):
                if !hasWaited { tallies.hits.increment() }
                return stored.response(at: loop.now)
            case .notShared:
                tallies.passes.increment()
                return try await next(request)
            case .missing(let question):
                // The answer to HEAD has nothing to keep.
                guard request.method == .get else { return try await next(request) }
                guard let flight = flights[question] else {
                    return try await ask(question, request, next)
                }
                hasWaited = true
                switch try await join(flight) {
                case .landed, .abandoned: continue
                case .notShared: return try await next(request)
                }
            }
        }
    }

    private func find(_ key: CacheKey, for request: Request) -> Found {
        switch shelf.value(key) {
        case .answers(let answers):
            if let stored = answers.fresh(for: request, at: loop.now) { return .fresh(stored) }
            return .missing(Question(key: key, selection: Selection(answers.vary, of: request)))
        case .notShared(let until) where loop.now < until: return .notShared
        case .notShared, nil:
            return .missing(Question(key: key, selection: Selection([], of: request)))
        }
    }

    private func join(_ flight: Flight) async throws -> Flight.Landing {
        guard flight.waitingCount < limits.waiting else { throw Self.crowded }
        tallies.joins.increment()
        return try await flight.landing(on: loop)
    }

    private static let crowded: Problem = {
        var problem = Problem(
            .serviceUnavailable, code: "too-many-waiting",
            detail: "Too many wait for the same answer. Try again in a moment.")
        problem.fields.append(.retryAfter, 1)
        return problem
    }()

    // MARK: Asking

    private func ask(
        _ question: Question, _ request: Request, _ next: Handler
    ) async throws -> Response {
        tallies.misses.increment()
        let flight = Flight()
        flights[question] = flight
        var landing = Flight.Landing.notShared
        defer {
            flights[question] = nil
            flight.land(landing)
        }
        do {
            var response = try await next(request.unconditional)
            if CacheControl(response.fields).freshSeconds > 0 {
                _ = try await response.gathered(upToBytes: limits.bodyBytes)
            }
            try await response.tag()  // once, before it is kept
            if keep(response, under: question.key, for: request) { landing = .landed }
            return response
        } catch {
            if Task.isCancelled { landing = .abandoned }
            throw error
        }
    }

    /// False when it may not be kept.
    private func keep(
        _ response: Response, under key: CacheKey, for request: Request
    ) -> Bool {
        guard let vary = response.varyNames, let stored = StoredResponse(response, at: loop.now),
            stored.bodyBytes <= limits.bodyBytes
        else {
            if response.status == .ok { pass(key) }
            return false
        }
        var answers = Answers(vary: vary, variants: [])
        // Answers that depend on other fields than the newest does are of an older make.
        if case .answers(let old) = shelf.value(key), old.vary == vary { answers = old }
        let selection = Selection(vary, of: request)
        answers.variants.removeAll { $0.selection == selection || $0.stored.expires <= loop.now }
        if answers.variants.count == Answers.most { answers.variants.removeFirst() }
        answers.variants.append((selection, stored))
        let weight = answers.variants.reduce(key.bytes + 64) {
            $0 + $1.selection.bytes + $1.stored.bytes
        }
        let isKept = shelf.put(.answers(answers), bytes: weight, under: key)
        if !isKept { pass(key) }
        return isKept
    }

    /// Remembers that the answer is not shared, unless one that is stands there: a request that was
    /// made to be answered otherwise may not push it out.
    private func pass(_ key: CacheKey) {
        if case .answers = shelf.value(key) { return }
        let until = loop.now.advanced(byMilliseconds: limits.passMilliseconds)
        shelf.put(.notShared(until: until), bytes: key.bytes + 64, under: key)
    }
}

extension Request {
    /// Asks for the whole answer, which is then compared and cut for each who wants it.
    fileprivate var unconditional: Request {
        var request = self
        request.fields.remove(.ifNoneMatch)
        request.fields.remove(.ifModifiedSince)
        return request
    }
}

extension FieldName {
    static let ifModifiedSince: FieldName = "if-modified-since"
}
