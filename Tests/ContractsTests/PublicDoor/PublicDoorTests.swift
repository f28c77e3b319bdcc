import HTTP
import Identity
import JSON
import Kernel
import PublicAPI
import Resilience
import Testing

@testable import PublicDoor

@Suite struct PublicDoorTests {
    /// A door of the orders' context alone, whose one interesting endpoint is given.
    private func placing<Result: Sendable>(
        _ place:
            @escaping @Sendable (
                Call<NoID, NoQuery, OrderForm>, Caller
            ) async throws -> Reply<OrderView>,
        _ body: @escaping @Sendable (Front) async throws -> Result
    ) throws -> Result {
        try Front.run(
            { check in
                var door = PublicDoor(check)
                door.on(PublicAPI.placeOrder, handler: place)
                door.on(PublicAPI.order) { _, _ in throw Refusal(.orderNotFound) }
                door.on(PublicAPI.cancelOrder) { _, _ in throw Refusal(.forbidden) }
                door.on(PublicAPI.acceptOrder) { _, _ in throw Refusal(.invalidTransition) }
                door.on(PublicAPI.rejectOrder) { _, _ in throw Refusal(.couponSoldOut) }
                door.on(PublicAPI.markOrderReady) { _, _ in throw Unheard() }
                door.on(PublicAPI.storeOrders) { call, _ in
                    Reply(Page([], next: "\(call.query.limit)"))
                }
                return door.finish([.orders])
            }, body)
    }

    private static let form = PublicAPI.all.first { $0.facts.name == "placeOrder" }!

    private static func request(_ front: Front) -> Request {
        Request(form, token: front.token(.customer))
    }

    @Test func `a call brings what the request says`() throws {
        let seen: Front.Seen = try placing({ call, caller in
            #expect(call.body == OrderForm.examples[0])
            #expect(caller == Caller(member: .example, role: .customer))
            #expect(call.idempotencyKey.text == "key-1")
            #expect(call.after == "v-7")
            #expect(call.waitMilliseconds == 2_000)
            return Reply(OrderView.examples[0], version: "v-8")
        }) { front in
            var request = Self.request(front)
            request.fields.append(.baedalAfter, "v-7")
            request.fields.append(.prefer, "respond-async, wait=2")
            let answer = try await front.ask(request)
            return Front.Seen(answer)
        }
        #expect(seen.status == 201)
        #expect(seen.version == "v-8")
        #expect(seen.applied == "wait=2")
        #expect(seen.order == OrderView.examples[0])
    }

    @Test(arguments: [
        ("wait=99", 10), ("wait=0", 0), ("wait=-1", 0), ("wait", 0), ("WAIT = 3", 3), ("\u{84}", 0),
        (String(repeating: "0", count: 1_000), 0),
    ])
    func `a wish to wait is bounded, and never an error`(text: String, seconds: Int) throws {
        try placing({ call, _ in
            #expect(call.waitMilliseconds == 1_000 * seconds)
            return Reply(OrderView.examples[0])
        }) { front in
            var request = Self.request(front)
            request.fields.append(.prefer, text)
            let answer = try await front.ask(request)
            #expect(answer.status == 201)
        }
    }

    @Test func `a key belongs to what was asked with it`() throws {
        try placing({ call, _ in
            Reply(again: KeptReply(status: 201, body: call.idempotencyKey.fingerprint.json))
        }) { front in
            let request = Self.request(front)
            let first = try await front.ask(request)
            let again = try await front.ask(request)
            #expect(first.json == again.json)
            var other = request
            other.body = .bytes(Self.form.body!.examples[1])
            let another = try await front.ask(other)
            #expect(first.json != another.json)
        }
    }

    @Test func `what was kept is answered as it was, a problem too`() throws {
        let kept = Array(#"{"code":"store-closed"}"#.utf8)
        try placing({ _, _ in Reply(again: KeptReply(status: 409, body: kept)) }) { front in
            let answer = try await front.ask(Self.request(front))
            #expect(answer.status == 409)
            #expect(answer.code == "store-closed")
        }
    }

    @Test func `a refusal brings its figures`() throws {
        try placing({ _, _ in throw Dearer() }) { front in
            let answer = try await front.ask(Self.request(front))
            #expect(answer.status == 409)
            #expect(answer.code == "price-changed")
            #expect(try answer.json?["total"].int() == 52_000)
        }
    }

    @Test func `a code that the endpoint does not declare is a fault of ours`() throws {
        try placing({ _, _ in throw Refusal(.overloaded) }) { front in
            let path = "/v1/orders/\(OrderID.example)"
            let owner = front.token(.owner)
            let accept = try await front.ask(Request(.post, "\(path)/acceptance", token: owner))
            #expect(accept.status == 409)
            await #expect(throws: UndeclaredRejection.self) {
                try await front.ask(Request(.post, "\(path)/rejection", token: owner))
            }
            await #expect(throws: Unheard.self) {
                try await front.ask(Request(.post, "\(path)/readiness", token: owner))
            }
            let busy = try await front.ask(Self.request(front))
            #expect(busy.status == 503)
            #expect(busy.fields[.retryAfter] == "1")
        }
    }

    @Test(arguments: [
        ("key", "idempotency-key-missing", 400), ("type", "unsupported-media-type", 415),
        ("text", "malformed-request", 400), ("form", "malformed-request", 400),
        ("query", "malformed-request", 400), ("version", "malformed-request", 400),
        ("keys", "malformed-request", 400),
    ])
    func `what is not of the contract's form never reaches the handler`(
        fault: String, code: String, status: Int
    ) throws {
        try placing({ _, _ in
            Issue.record("\(fault) went through")
            return Reply(OrderView.examples[0])
        }) { front in
            var request = Self.request(front)
            switch fault {
            case "key": request.fields.remove(.idempotencyKey)
            case "keys": request.fields.append(.idempotencyKey, "key-2")
            case "type": request.fields.set(.contentType, "text/plain")
            case "text": request.body = .bytes(Array("{".utf8))
            case "form": request.body = .bytes(Array("{}".utf8))
            case "version": request.fields.append(.baedalAfter, "not a version")
            default: request.target = Target("/v1/orders?x=1")!
            }
            let answer = try await front.ask(request)
            #expect(answer.status == status)
            #expect(answer.code == code)
        }
    }

    @Test func `a page is as long as it is asked for`() throws {
        try placing({ _, _ in throw Refusal(.storeClosed) }) { front in
            let path = "/v1/stores/\(StoreID.example)/orders"
            let token = front.token(.owner)
            let usual = try await front.ask(Request(.get, path, token: token))
            #expect(try usual.json?["next"].string() == "20")
            let short = try await front.ask(Request(.get, "\(path)?limit=3", token: token))
            #expect(try short.json?["next"].string() == "3")
        }
    }

    @Test func `a member who asks too often is told when to come again`() throws {
        try Front.run({ ExampleDoor.open($0).finish() }, quota: 2) { front in
            let request = Request(.get, "/v1/me", token: front.token(.rider))
            for _ in 1...2 {
                let answer = try await front.ask(request)
                #expect(answer.status == 200)
                #expect(answer.fields.contains(.rateLimit))
            }
            let answer = try await front.ask(request)
            #expect(answer.code == "too-many-requests")
            let other = MemberID(bits: 7)
            let another = try await front.ask(
                Request(.get, "/v1/me", token: front.token(.rider, other)))
            #expect(another.status == 200)
        }
    }

    @Test func `the document is at its place`() throws {
        try Front.run({ ExampleDoor.open($0).finish() }) { front in
            let answer = try await front.ask(Request(.get, "/openapi.json"))
            #expect(try answer.json?["openapi"].string() == "3.1.0")
        }
    }
}

private struct Unheard: Error {}

private struct Dearer: Rejection {
    let code = "price-changed"
    let detail = "It is more now."
    var amounts: [(name: String, amount: Money)] { [("total", Money(won: 52_000))] }

    static func == (left: Dearer, right: Dearer) -> Bool { true }
}

extension Front {
    /// What came back for an order.
    struct Seen: Sendable {
        let status: Int
        let version: String?
        let applied: String?
        let order: OrderView?

        init(_ answer: FrontAnswer) {
            status = answer.status
            version = answer.fields[.baedalVersion]
            applied = answer.fields[.preferenceApplied]
            order = try? answer.json?.read()
        }
    }
}

extension Digest {
    /// As a JSON string.
    fileprivate var json: [UInt8] {
        withBytes { bytes in
            var text = "\""
            for index in bytes.indices { text += String(bytes[index], radix: 16) + "." }
            return Array((text + "\"").utf8)
        }
    }
}
