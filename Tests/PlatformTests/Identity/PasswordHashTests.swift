import EventLoop
import Testing

@testable import Identity

@Suite struct PasswordHashTests {
    private let salt: PasswordSalt

    init() {
        var random = SeededGenerator(seed: 1)
        salt = PasswordSalt(using: &random)
    }

    @Test func `a hash matches its own password and no other`() throws {
        let hash = try PasswordHash(of: "닭다리 하나 더", salt: salt, cost: .cheapest)
        let stored = try PasswordHash(stored: hash.text)
        #expect(try stored.matches("닭다리 하나 더"))
        for wrong in ["닭다리 하나", "닭다리 하나 더 ", "", "닭다리 하나 떠"] {
            #expect(try stored.matches(wrong) == false)
        }
    }

    @Test(arguments: PasswordCost.allCases)
    func `a stored hash says what it cost`(cost: PasswordCost) throws {
        let setting = try Crypt.setting(cost: cost, salt: salt)
        let stored = try PasswordHash(stored: "\(setting)$\(String(repeating: "x", count: 43))")
        #expect(stored.cost == cost)
    }

    /// Made by Debian 12's `mkpasswd --method=yescrypt --rounds=1` and `--rounds=5`.
    @Test(arguments: [
        "$y$j75$gL58z.yXw4Y3gm3kV.AK91$0oveKr3aojxfd7kd2RiPd5SR7a7ONh5SrHedwBtSfW9",
        "$y$j9T$MS5.bZU15iPYuvdTmvtut/$lYdD7USBJwtZeAedKSYbbGBPcolBktwwAn/htGN9YC.",
    ])
    func `a hash that Debian made is understood`(text: String) throws {
        let stored = try PasswordHash(stored: text)
        #expect(try stored.matches("correct horse battery staple"))
        #expect(try stored.matches("correct horse battery stable") == false)
    }

    @Test func `equal passwords with different salts have different hashes`() throws {
        var random = SeededGenerator(seed: 2)
        let other = PasswordSalt(using: &random)
        let hash = try PasswordHash(of: "secret", salt: salt, cost: .cheapest)
        #expect(hash.text == (try PasswordHash(of: "secret", salt: salt, cost: .cheapest).text))
        #expect(hash.text != (try PasswordHash(of: "secret", salt: other, cost: .cheapest).text))
    }

    @Test(arguments: [
        ("nothing", ""),
        ("plain text", "secret"),
        ("DES", "abJnggxhB/yWI"),
        ("MD5", "$1$saltsalt$qjXMvbEw8oaL.CzflDtaK/"),
        ("bcrypt", "$2b$05$abcdefghijklmnopqrstuu5Lo0g67CiD3M4RpN1BmBb4Crp5w7dbK"),
        ("a failure of libcrypt", "*0"),
        ("a cost that fills a gigabyte", "$y$jFT$\(twentyTwo)$\(fortyThree)"),
        ("a cost unknown", "$y$zzz$\(twentyTwo)$\(fortyThree)"),
        ("a salt too short", "$y$j75$\(twentyTwo.dropLast())$\(fortyThree)"),
        ("a salt too long", "$y$j75$\(fortyThree)\(fortyThree).$\(fortyThree)"),
        ("a hash too short", "$y$j75$\(twentyTwo)$\(fortyThree.dropLast())"),
        ("a hash too long", "$y$j75$\(twentyTwo)$\(fortyThree)."),
        ("something after it", "$y$j75$\(twentyTwo)$\(fortyThree)$"),
        ("a letter not in the alphabet", "$y$j75$\(twentyTwo)$\(fortyThree.dropLast())!"),
        ("a NUL", "$y$j75$\(twentyTwo)$\(fortyThree.dropLast())\0"),
        ("a line end", "$y$j75$\(twentyTwo)$\(fortyThree)\n"),
    ])
    func `what is not a hash of ours is refused before libcrypt sees it`(
        name: String, text: String
    ) {
        #expect(throws: PasswordError.malformedHash, "\(name)") { try PasswordHash(stored: text) }
    }

    @Test func `a password that libcrypt would cut is refused`() throws {
        let longest = String(repeating: "x", count: PasswordHash.longestPassword)
        let hash = try PasswordHash(of: longest, salt: salt, cost: .cheapest)
        #expect(try hash.matches(longest))
        for unusable in [longest + "x", "before\0after"] {
            #expect(throws: PasswordError.unusablePassword) { try hash.matches(unusable) }
            #expect(throws: PasswordError.unusablePassword) {
                try PasswordHash(of: unusable, salt: salt, cost: .cheapest)
            }
        }
    }

    @Test func `a hash does not show in a log`() throws {
        let hash = try PasswordHash(of: "secret", salt: salt, cost: .cheapest)
        #expect(!"\(hash)".contains("$"))
    }
}

private let twentyTwo = String(repeating: ".", count: 22)
private let fortyThree = String(repeating: ".", count: 43)
