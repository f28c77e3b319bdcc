import EventLoop
import HTTP
import Resilience

/// An answer that may be given again to everybody, until it is no longer fresh.
struct StoredResponse {
    /// Whatever an answer says, it is asked for anew within a day.
    private static let mostSeconds = 86_400
    private static let overheadBytes = 256

    private let response: Response
    /// How old it was when it came.
    private let agedSeconds: Int
    private let stored: Instant
    let expires: Instant
    let bodyBytes: Int
    let bytes: Int

    /// Nil when it may not be kept: it does not say that it may, it is somebody's own, or its body
    /// is not there.
    init?(_ response: Response, at now: Instant) {
        guard response.status == .ok, !response.fields.contains(.setCookie),
            case .bytes(let body) = response.body
        else { return nil }
        let age = max(0, response.fields[.age].flatMap { Int($0) } ?? 0)
        let fresh = min(CacheControl(response.fields).freshSeconds, Self.mostSeconds)
        guard fresh > age else { return nil }
        var response = response
        for name in Self.ofOneExchange { response.fields.remove(name) }
        self.response = response
        agedSeconds = age
        stored = now
        expires = now.advanced(byMilliseconds: (fresh - age) * 1_000)
        bodyBytes = body.count
        bytes =
            body.count + Self.overheadBytes
            + response.fields.all.reduce(0) { $0 + $1.name.utf8.count + $1.value.utf8.count + 16 }
    }

    /// What was said to the one who asked first is not for the others.
    private static let ofOneExchange: [FieldName] = [
        .age, .requestID, .rateLimit, .rateLimitPolicy, .traceparent, .tracestate,
    ]

    func response(at now: Instant) -> Response {
        var response = self.response
        let kept = Int(now.nanoseconds(since: stored) / 1_000_000_000)
        response.fields.append(.age, agedSeconds + kept)
        return response
    }
}

extension Response {
    private static let mostVaryNames = 8

    /// The fields of the request that it depends on; nil when it depends on more than can be known.
    var varyNames: [FieldName]? {
        var names: [FieldName] = []
        for value in fields.values(.vary) {
            for text in value.listElements where !text.isEmpty {
                guard text != "*", let name = FieldName(String(text)) else { return nil }
                if !names.contains(name) { names.append(name) }
            }
        }
        return names.count <= Self.mostVaryNames ? names : nil
    }
}

extension FieldName {
    static let age: FieldName = "age"
    static let vary: FieldName = "vary"
    static let setCookie: FieldName = "set-cookie"
}
