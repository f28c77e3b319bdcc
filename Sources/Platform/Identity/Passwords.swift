public import EventLoop

/// Hashes and matches passwords away from the event loops, a bounded number at once.
public struct Passwords: Sendable {
    private let cost: PasswordCost
    private let workers: Workers
    private let decoy: PasswordHash

    public init(cost: PasswordCost = .standard, workers: Workers) {
        self.cost = cost
        self.workers = workers
        decoy = .decoy(cost: cost)
    }

    public func hash(
        _ password: String, salt: PasswordSalt
    ) async throws(PasswordError) -> PasswordHash {
        try await work { [cost] () throws(PasswordError) in
            try PasswordHash(of: password, salt: salt, cost: cost)
        }
    }

    /// Pass no hash when nobody goes by the given name: the answer is no, and takes as long.
    public func isCorrect(
        _ password: String, for stored: PasswordHash?
    ) async throws(PasswordError) -> Bool {
        let isMatch = try await work { [decoy] () throws(PasswordError) in
            try (stored ?? decoy).matches(password)
        }
        return isMatch && stored != nil
    }

    private func work<Answer: Sendable>(
        _ body: @escaping @Sendable () throws(PasswordError) -> Answer
    ) async throws(PasswordError) -> Answer {
        let result: Result<Answer, PasswordError>
        do {
            result = try await workers.run { Result(catching: body) }
        } catch {
            throw .overloaded
        }
        return try result.get()
    }
}
