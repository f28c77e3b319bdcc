import JSON
import Testing

@testable import Identity

/// Each of these is signed with our key, as it is: what is refused is refused for what it says.
@Suite struct TokenRejectionTests {
    private static let header = #"{"alg":"HS256","kid":"k1","typ":"JWT"}"#
    private static let now = TokenFixture.now

    @Test(arguments: [
        #"{"typ":"JWT","alg":"HS256","kid":"k1"}"#,
        #" { "kid" : "\u006b1" , "typ" : "JWT" , "alg" : "HS256" } "#,
    ])
    func `a header is understood in any order and spelling`(header: String) {
        #expect(rejection(header: header) == nil)
    }

    @Test(arguments: [
        (#"{"alg":"none","kid":"k1","typ":"JWT"}"#, TokenRejection.unknownAlgorithm),
        (#"{"alg":"None","kid":"k1","typ":"JWT"}"#, .unknownAlgorithm),
        (#"{"alg":"hs256","kid":"k1","typ":"JWT"}"#, .unknownAlgorithm),
        (#"{"alg":"HS384","kid":"k1","typ":"JWT"}"#, .unknownAlgorithm),
        (#"{"alg":"RS256","kid":"k1","typ":"JWT"}"#, .unknownAlgorithm),
        (#"{"alg":"HS256 ","kid":"k1","typ":"JWT"}"#, .unknownAlgorithm),
        (#"{"alg":"","kid":"k1","typ":"JWT"}"#, .unknownAlgorithm),
        (#"{"kid":"k1","typ":"JWT"}"#, .unknownAlgorithm),
        (#"{"Alg":"HS256","kid":"k1","typ":"JWT"}"#, .unknownAlgorithm),
        (#"{}"#, .unknownAlgorithm),
        (#"{"alg":"HS256","kid":"k1","typ":"at+jwt"}"#, .unknownType),
        (#"{"alg":"HS256","kid":"k1","typ":"jwt"}"#, .unknownType),
        (#"{"alg":"HS256","kid":"k1"}"#, .unknownType),
        (#"{"alg":"HS256","typ":"JWT"}"#, .unknownKey),
        (#"{"alg":"HS256","kid":"","typ":"JWT"}"#, .unknownKey),
        (#"{"alg":"HS256","kid":"k2","typ":"JWT"}"#, .unknownKey),
        (#"{"alg":"HS256","kid":"k1","typ":"JWT","crit":["exp"]}"#, .unknownHeader),
        (#"{"alg":"HS256","kid":"k1","typ":"JWT","b64":false}"#, .unknownHeader),
        (#"{"alg":"HS256","kid":"k1","typ":"JWT","zip":"DEF"}"#, .unknownHeader),
        (#"{"alg":"HS256","kid":"k1","typ":"JWT","jwk":{"kty":"oct","k":"AA"}}"#, .unknownHeader),
        (#"{"alg":"HS256","kid":"k1","typ":"JWT","jku":"https://x"}"#, .unknownHeader),
        (#"{"alg":"HS256","alg":"none","kid":"k1","typ":"JWT"}"#, .malformed),
        (#"{"alg":"HS256","alg":"HS256","kid":"k1"}"#, .malformed),
        (#"{"alg":["HS256"],"kid":"k1","typ":"JWT"}"#, .unknownHeader),
        (#"{"alg":null,"kid":"k1","typ":"JWT"}"#, .malformed),
        (#"{"alg":256,"kid":"k1","typ":"JWT"}"#, .malformed),
        (#"["HS256","k1","JWT"]"#, .malformed),
        (#""HS256""#, .malformed),
        (#"{"alg":"HS256","kid":"k1","typ":"JWT""#, .malformed),
        (#"{"alg":"HS256","kid":"k1","typ":"JWT"}}"#, .malformed),
        ("\u{FEFF}" + #"{"alg":"HS256","kid":"k1","typ":"JWT"}"#, .malformed),
        ("", .malformed),
    ])
    func `a header that is not understood to the last member is refused`(
        header: String, expected: TokenRejection
    ) {
        #expect(rejection(header: header) == expected)
    }

    @Test func `a header longer than any of ours is refused unread`() {
        let spaces = String(repeating: " ", count: 250)
        #expect(rejection(header: spaces + Self.header) == .unknownHeader)
    }

    @Test func `an unsigned token is refused, whatever its header says`() {
        let payload = TokenFixture.encode(claims())
        for header in [Self.header, #"{"alg":"none","typ":"JWT"}"#] {
            let token = "\(TokenFixture.encode(header)).\(payload)."
            let reason = TokenFixture.verifier.rejection(of: token, atUnixSeconds: Self.now)
            #expect(reason == .malformed)
        }
    }

    @Test(arguments: [
        (#""exp":1750000001"#, nil),
        (#""exp":1749999996"#, nil),
        (#""exp":1749999995"#, TokenRejection.expired),
        (#""exp":0"#, .expired),
        (#""exp":1750003605"#, nil),
        (#""exp":1750003606"#, .expiresTooLate),
        (#""exp":253402300799"#, .expiresTooLate),
        (#""exp":1750000100,"nbf":1750000005"#, nil),
        (#""exp":1750000100,"nbf":1750000006"#, .notYetValid),
        (#""exp":1750000100,"iat":1750000005"#, nil),
        (#""exp":1750000100,"iat":1750000006"#, .notYetValid),
    ])
    func `a token is good from its nbf and iat to its exp, give or take the leeway`(
        times: String, expected: TokenRejection?
    ) {
        #expect(rejection(payload: claims(times: times)) == expected)
    }

    @Test(arguments: [
        #""iat":1750000000"#,
        #""exp":null"#,
        #""exp":"1750000100""#,
        #""exp":1750000100.5"#,
        #""exp":1.7500001e9"#,
        #""exp":-1"#,
        #""exp":253402300800"#,
        #""exp":18446744073709551616"#,
        #""exp":[1750000100]"#,
        #""exp":1750000100,"exp":1750000100"#,
        #""exp":1750000100,"nbf":null"#,
        #""exp":1750000100,"nbf":"now""#,
        #""exp":1750000100,"iat":true"#,
    ])
    func `a time that is missing or no whole number of seconds is malformed`(times: String) {
        expectMalformedPayload(claims(times: times))
    }

    @Test(arguments: [
        (#""iss":"issuer","aud":"audience""#, nil),
        (#""iss":"issuer","aud":["audience"]"#, nil),
        (#""iss":"issuer","aud":["other","audience"]"#, nil),
        (#""iss":"issuer","aud":["other"]"#, TokenRejection.wrongAudience),
        (#""iss":"issuer","aud":[]"#, .wrongAudience),
        (#""iss":"issuer","aud":"Audience""#, .wrongAudience),
        (#""iss":"issuer","aud":"""#, .wrongAudience),
        (#""iss":"Issuer","aud":"audience""#, .wrongIssuer),
        (#""iss":"issuer ","aud":"audience""#, .wrongIssuer),
        (#""iss":"","aud":"audience""#, .wrongIssuer),
    ])
    func `a token of another issuer or for another audience is refused`(
        parties: String, expected: TokenRejection?
    ) {
        #expect(rejection(payload: claims(parties: parties)) == expected)
    }

    @Test(arguments: [
        #""aud":"audience""#, #""iss":"issuer""#, #""iss":["issuer"],"aud":"audience""#,
        #""iss":"issuer","aud":null"#, #""iss":"issuer","aud":[1,"audience"]"#,
        #""iss":"issuer","aud":{"audience":true}"#,
    ])
    func `an issuer or audience that is missing or no text is malformed`(parties: String) {
        expectMalformedPayload(claims(parties: parties))
    }

    @Test func `a payload without the claims of its system is malformed`() {
        let missing = JSONError.missing(pointer: "/roles")
        #expect(rejection(payload: claims(roles: "rules")) == .malformedPayload(missing))
    }

    @Test(arguments: ["", "[]", "null", "{", "{}}", "\"text\"", "\u{0}"])
    func `a payload that is no object is malformed`(payload: String) {
        expectMalformedPayload(payload)
    }

    private func claims(
        times: String = #""exp":1750000100"#,
        parties: String = #""iss":"issuer","aud":"audience""#,
        roles: String = "roles"
    ) -> String {
        #"{"sub":"member_1","\#(roles)":[],\#(parties),\#(times)}"#
    }

    private func rejection(header: String = header, payload: String? = nil) -> TokenRejection? {
        let token = TokenFixture.forge(header: header, payload: payload ?? claims())
        return TokenFixture.verifier.rejection(of: token, atUnixSeconds: Self.now)
    }

    private func expectMalformedPayload(_ payload: String) {
        guard case .malformedPayload = rejection(payload: payload) else {
            Issue.record("\(payload) is not malformed")
            return
        }
    }
}
