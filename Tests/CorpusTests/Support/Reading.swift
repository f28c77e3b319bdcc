import Testing

@testable import Corpus

/// The scenario that a text says.
func scenario(_ text: String) throws(Flaw) -> Scenario {
    try Scenario(SourceText(Array(text.utf8), path: "test.hurl"))
}

/// Why a text is refused; nil when it is not.
func flaw(of octets: [UInt8]) -> Flaw? {
    do throws(Flaw) {
        _ = try Scenario(SourceText(octets, path: "test.hurl"))
        return nil
    } catch {
        return error
    }
}

func flaw(of text: String) -> Flaw? {
    flaw(of: Array(text.utf8))
}

/// What an answer would be asked by this line.
func assertion(_ line: String) throws -> Assert {
    let scenario = try scenario("GET http://a/\nHTTP 200\n[Asserts]\n\(line)\n")
    let expectation = try #require(scenario.entries[0].expectation)
    return try #require(expectation.asserts.first)
}
