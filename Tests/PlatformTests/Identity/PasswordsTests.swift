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
        let hash = try await passwords.hash("secret", salt: salt)
        #expect(try await passwords.isCorrect("secret", for: hash))
        #expect(try await !passwords.isCorrect("Secret", for: hash))
    }

    @Test func `where there is no member no password is correct, and libcrypt works all the same`()
        async throws
    {
        #expect(try await !passwords.isCorrect("secret", for: nil))
        for cost in [PasswordCost.cheapest, .standard] {
            let decoy = PasswordHash.decoy(cost: cost)
            #expect(try PasswordHash(stored: decoy.text).cost == cost)
            // It throws when libcrypt refuses the setting before it has worked.
            #expect(try !decoy.matches("secret"))
        }
    }

    @Test func `an unusable password is told apart from a wrong one`() async {
        await #expect(throws: PasswordError.unusablePassword) {
            try await passwords.isCorrect("a\0b", for: nil)
        }
    }

    @Test func `too many at once are told so`() async throws {
        let passwords = Passwords(
            cost: .standard, workers: Workers(threadCount: 1, waitingLimit: 1))
        let outcomes = await withTaskGroup(of: PasswordError?.self) { group in
            for _ in 0..<20 {
                group.addTask {
                    do throws(PasswordError) {
                        _ = try await passwords.isCorrect("secret", for: nil)
                        return nil
                    } catch {
                        return error
                    }
                }
            }
            return await group.reduce(into: []) { $0.append($1) }
        }
        #expect(outcomes.contains(nil))
        #expect(outcomes.contains(.overloaded))
        #expect(outcomes.allSatisfy { $0 == nil || $0 == .overloaded })
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
