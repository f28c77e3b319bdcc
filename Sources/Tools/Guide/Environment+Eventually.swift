import EventLoop
import Runtime

extension Environment {
    /// For what a phase may do a moment later: an order settles, a rider is found, a push is sent.
    static let patienceMilliseconds = 10_000
    /// Between two looks: twice as long each time, so that who waits long is no burden.
    private static let lookMilliseconds = 2...200

    /// Reads again until there is what is looked for. Phase 1 has it at once; where parts talk by
    /// events it takes a moment.
    func eventually<Found>(
        _ what: String, _ look: () async throws -> Found?
    ) async throws -> Found {
        let deadline = now.advanced(byMilliseconds: Self.patienceMilliseconds)
        var pause = Self.lookMilliseconds.lowerBound
        while true {
            if let found = try await look() { return found }
            guard now < deadline else { throw NotSo(what: what) }
            try await loop.sleep(milliseconds: pause)
            pause = min(2 * pause, Self.lookMilliseconds.upperBound)
        }
    }
}

struct NotSo: Error, CustomStringConvertible {
    let what: String

    var description: String { "it did not come to be: \(what)" }
}
