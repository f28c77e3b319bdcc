import HTTP
import JSON
import ProviderAPI
import Testing

@Suite struct RefusalTests {
    private static let longText = String(repeating: "x", count: 101)

    @Test(arguments: [
        #"{"amount":0,"card":"card_ok","reference":"o"}"#,
        #"{"amount":-1,"card":"card_ok","reference":"o"}"#,
        #"{"amount":10000000001,"card":"card_ok","reference":"o"}"#,
        #"{"amount":1.5,"card":"card_ok","reference":"o"}"#,
        #"{"amount":1,"card":"card_ok"}"#,
        #"{"amount":1,"card":"","reference":"o"}"#,
        #"{"amount":1,"card":"card_ok","reference":"\#(longText)"}"#,
        #"{"amount":1,"card":"card_ok","reference":"o""#,
    ])
    func `a charge that cannot be read is refused, and is no charge`(body: String) throws {
        try World.run { world in
            let answer = try await world.send(.post, "/payments/charges", key: "k", body)
            #expect(answer.status == 400)
            #expect(try answer.body["code"].string() == "malformed-request")
            #expect(try await world.send(.get, "/payments/charges/k").status == 404)
        }
    }

    @Test(arguments: [nil, "", "a b", "ü", String(repeating: "k", count: 91)])
    func `a charge without a fit key is refused`(key: String?) throws {
        try World.run { world in
            let body = #"{"amount":1,"card":"card_ok","reference":"o"}"#
            let answer = try await world.send(.post, "/payments/charges", key: key, body)
            #expect(answer.status == 400)
            #expect(try await world.statement().isEmpty)
        }
    }

    @Test(arguments: ["after=-1", "after=x", "limit=0", "limit=501", "after=99999999999999999999"])
    func `a page that there cannot be is refused`(query: String) throws {
        try World.run { world in
            for book in ["/payments/statement", "/pushes"] {
                let answer = try await world.send(.get, "\(book)?\(query)")
                #expect(answer.status == 400)
            }
        }
    }

    @Test(arguments: [
        #"{"dwn":true}"#, #"{"down":"yes"}"#, #"{"chargeFailurePercent":101}"#,
        #"{"latencyMilliseconds":-1}"#, #"{"jitterMilliseconds":60001}"#, "[]", "",
    ])
    func `a behaviour that there cannot be is refused, and changes nothing`(body: String) throws {
        try World.run { world in
            #expect(try await world.send(.put, "/behaviour", body).status == 400)
            let behaviour: Behaviour = try await world.send(.get, "/behaviour").body.read()
            #expect(behaviour == Behaviour())
        }
    }
}
