import Kernel
import MembersRules
import Testing

@Suite struct RegistrationTests {
    @Test func `an address is kept in lower case`() throws {
        #expect(
            try EmailAddress("Kim.Min-Ji+food@Example.CO.KR").text
                == "kim.min-ji+food@example.co.kr")
    }

    @Test(arguments: [
        "", "kim", "@example.com", "kim@", "kim@example", "kim@@example.com", "a@b@example.com",
        ".kim@example.com", "kim.@example.com", "ki..m@example.com", "kim@.com", "kim@example.",
        "kim@-example.com", "kim@example-.com", "ki m@example.com", "kim@exa mple.com",
        "kim@example.com\n", "\"kim\"@example.com", "kim@[127.0.0.1]", "김@example.com",
        "kim@예시.com", "kim<b>@example.com", "kim\u{0}@example.com",
        String(repeating: "k", count: 65) + "@example.com",
        "kim@" + String(repeating: "e", count: 64) + ".com",
        "kim@" + String(repeating: "example.", count: 40) + "com",
    ])
    func `what is no address is refused`(text: String) {
        #expect(throws: MemberRejection.emailInvalid) { try EmailAddress(text) }
    }

    @Test(arguments: ["김", "배달의 민족", "👩🏽‍🍳 요리사", String(repeating: "가", count: 60)])
    func `a name is what people call themselves`(name: String) throws {
        #expect(try register(name: name).name == name)
    }

    @Test(arguments: [
        "", " ", " 김", "김 ", "김\n민지", "김\u{7}", String(repeating: "가", count: 61),
        "e" + String(repeating: "\u{301}", count: 1_000),
    ])
    func `what nobody could read out is no name`(name: String) {
        #expect(throws: MemberRejection.nameInvalid) { try register(name: name) }
    }

    @Test(arguments: [0, 7, 129])
    func `a password too short or too long is refused`(byteCount: Int) {
        #expect(throws: MemberRejection.passwordInvalid) {
            try register(password: String(repeating: "p", count: byteCount))
        }
    }

    @Test(arguments: ["12345678", "비밀번호", String(repeating: "p", count: 128)])
    func `a password counts by its bytes`(password: String) throws {
        #expect(try register(password: password).password.text == password)
    }

    @Test func `nobody registers as operator, everybody else does`() throws {
        for role in Role.allCases where role != .operator {
            #expect(try register(role: role).role == role)
        }
        #expect(throws: MemberRejection.operatorNotRegistrable) { try register(role: .operator) }
    }

    @Test func `a member is who registered`() throws {
        let member = Member(id: MemberID(bits: 7), try register())
        #expect(member.email == "kim@example.com")
        #expect(member.name == "김민지" && member.role == .customer)
    }

    private func register(
        name: String = "김민지", password: String = "correct horse", role: Role = .customer
    ) throws(MemberRejection) -> Registration {
        try Registration(email: "kim@example.com", name: name, password: password, role: role)
    }
}

@Suite struct CredentialsTests {
    @Test(arguments: [("kim", "correct horse"), ("kim@example.com", "short")])
    func `who cannot be a member is told no more than one who is not`(
        email: String, password: String
    ) {
        #expect(throws: MemberRejection.credentialsWrong) {
            try Credentials(email: email, password: password)
        }
    }

    @Test func `a password is not printed, whoever tries`() throws {
        let credentials = try Credentials(email: "kim@example.com", password: "correct horse")
        var dumped = ""
        dump(credentials, to: &dumped)
        for text in ["\(credentials)", String(reflecting: credentials), dumped] {
            #expect(!text.contains("horse"))
            #expect(text.contains("kim@example.com"))
        }
    }
}
