import Kernel
import PublicAPI
import PublicDoor
import Testing

@testable import MonolithMain

@Suite struct MembersTests {
    private let form = RegistrationForm(
        email: "Minji@Example.com", name: "김민지", password: "correct horse", role: .customer)

    @Test func `who registers can log in, in any case of the address, and is who the token says`()
        throws
    {
        try Town.run { town in
            let member = try await town.stranger.call(PublicAPI.register, form).answer
            #expect(member.email == "minji@example.com" && member.role == .customer)
            let person = try await town.logIn("MINJI@example.com", form.password)
            #expect(try await person.client.call(PublicAPI.me).answer == member)
        }
    }

    @Test func `an address belongs to one member, also when two come at once`() throws {
        try Town.run { town in
            let outcomes = await withTaskGroup(of: Bool.self) { group in
                for _ in 0..<4 {
                    group.addTask {
                        (try? await town.stranger.call(PublicAPI.register, form)) != nil
                    }
                }
                return await group.reduce(into: []) { $0.append($1) }
            }
            #expect(outcomes.count { $0 } == 1)
            await town.expectRefusal(.emailTaken) {
                _ = try await town.stranger.call(PublicAPI.register, form)
            }
        }
    }

    @Test func `a wrong password and an unknown address get the same answer`() throws {
        try Town.run { town in
            _ = try await town.stranger.call(PublicAPI.register, form)
            for (email, password) in [
                (form.email, "wrong horse"), ("nobody@example.com", form.password),
                ("x y z", "12345678"),
            ] {
                await town.expectRefusal(.credentialsWrong) {
                    _ = try await town.logIn(email, password)
                }
            }
        }
    }

    @Test func `nobody registers as operator, but there is one from the first start`() throws {
        try Town.run { town in
            await town.expectRefusal(.operatorNotRegistrable) {
                _ = try await town.person(.operator)
            }
            let chief = try await town.operatorOfTheTown()
            #expect(chief.role == Role.operator)
        }
    }

    @Test func `the operator keeps its account over a restart, and takes a new password`() throws {
        try Town.run { town in
            let before = try await town.operatorOfTheTown()
            town.crashMonolith()
            try await town.startMonolith()
            #expect(try await town.operatorOfTheTown().id == before.id)
        }
    }
}
