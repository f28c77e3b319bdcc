import EventLoop
import Testing

@testable import Identity

@Suite struct PasswordsTests {
    private let passwords = Passwords(
        cost: .cheapest, workers: Workers(threadCount: 2, waitingLimit: 8))
    private let salt: PasswordSalt

    init() {
        var random = SeededGenerator(seed: 1)
        salt = PasswordSalt(using: &random)
    }

    @Test func `the right password is correct, a wrong one is not`() async throws {
        try await onLoops { [passwords, salt] _ in
            let hash = try await passwords.hash("secret", salt: salt)
            let answers = [
                try await passwords.isCorrect("secret", for: hash),
                try await passwords.isCorrect("Secret", for: hash),
            ]
            #expect(answers == [true, false])
        }
    }

    @Test func `where there is no member, no password is correct`() async throws {
        let isCorrect = try await onLoops { [passwords] _ in
            try await passwords.isCorrect("secret", for: nil)
        }
        #expect(!isCorrect)
    }

    @Test(arguments: [PasswordCost.cheapest, .standard])
    func `libcrypt works for a decoy as for a member`(cost: PasswordCost) throws {
        let decoy = PasswordHash.decoy(cost: cost)
        #expect(try PasswordHash(stored: decoy.text).cost == cost)
        // It throws when libcrypt refuses the text before it has worked.
        #expect(try decoy.matches("secret") == false)
    }

    @Test func `an unusable password is told apart from a wrong one`() async throws {
        try await onLoops { [passwords] _ in
            await #expect(throws: PasswordError.unusablePassword) {
                try await passwords.isCorrect("a\0b", for: nil)
            }
        }
    }

    @Test func `too many at once are told so`() async throws {
        let passwords = Passwords(
            cost: .standard, workers: Workers(threadCount: 1, waitingLimit: 1))
        let outcomes = try await onLoops { _ in
            await withTaskGroup(of: PasswordError?.self) { group in
                for _ in 0..<20 { group.addTask { await outcome(of: passwords) } }
                return await group.reduce(into: []) { $0.append($1) }
            }
        }
        #expect(outcomes.count { $0 == nil } == 2)
        #expect(outcomes.count { $0 == .overloaded } == 18)
    }

    @Test func `a simulation hashes inline, the same way each time`() throws {
        let texts = try (0..<2).map { _ in
            let simulation = Simulation(seed: 5)
            let loop = simulation.makeLoop(name: "members")
            var random = simulation.random
            let salt = PasswordSalt(using: &random)
            let passwords = Passwords(cost: .cheapest, workers: Workers(inline: ()))
            return try simulation.run(on: loop) {
                try? await passwords.hash("secret", salt: salt).text
            }
        }
        #expect(texts[0] != nil)
        #expect(texts[0] == texts[1])
    }
}

private func outcome(of passwords: Passwords) async -> PasswordError? {
    do throws(PasswordError) {
        _ = try await passwords.isCorrect("secret", for: nil)
        return nil
    } catch {
        return error
    }
}
