import HTTP
import Testing

@Suite struct RouterTests {
    private static func router() -> Router {
        var router = Router()
        router.on(.get, "/") { _ in .text("root") }
        router.on(.get, "/stores") { _ in .text("list") }
        router.on(.post, "/stores") { _ in .text("made", .created) }
        router.on(.get, "/stores/{id}", Int.self) { _, id in .text("store \(id)") }
        router.on(.get, "/stores/new") { _ in .text("form") }
        router.on(.get, "/stores/{id}/menu/{item}", Int.self, String.self) { _, id, item in
            .text("\(id) \(item)")
        }
        router.on(.get, "/stores/new/help") { _ in .text("help") }
        router.on(.put, "/stores/{id}/opening", Int.self) { _, id in .text("open \(id)") }
        router.on(.get, "/files/{…path}", String.self) { _, path in .text("file \(path)") }
        router.on(.get, "/files/index") { _ in .text("index") }
        router.on(.get, "/onward/…") { request in .text("onward \(request.target.path)") }
        router.on(.get, "/onward/not") { _ in .text("here") }
        router.on(.get, "/slash/") { _ in .text("with") }
        return router
    }

    private func answer(_ method: HTTP.Method, _ path: String) async throws -> String {
        let target = try #require(Target(path), "\(path)")
        let response = try await Self.router().handler(Request(method, target))
        return String(decoding: try await response.body.collect(upToBytes: 1_000), as: UTF8.self)
    }

    private func problem(_ method: HTTP.Method, _ path: String) async throws -> Problem {
        try await #require(throws: Problem.self) { try await answer(method, path) }
    }

    @Test(arguments: [
        ("/", "root"), ("/stores", "list"), ("/stores/7", "store 7"), ("/stores/new", "form"),
        ("/stores?q=1", "list"), ("/stores/7/menu/x", "7 x"), ("/stores/new/help", "help"),
        ("/stores/0", "store 0"), ("/files/a", "file a"), ("/files/a/b/c", "file a/b/c"),
        ("/files/index", "index"), ("/files/index/x", "file index/x"), ("/files//", "file /"),
        ("/files/a%2Fb", "file a/b"), ("/slash/", "with"),
        ("/stores/7/menu/%EC%B9%98%ED%82%A8", "7 치킨"), ("/stores/7/menu/a%2Fb", "7 a/b"),
        ("/stores/%37", "store 7"),
        ("/onward/", "onward /onward/"), ("/onward/a%2Fb/%FF", "onward /onward/a%2Fb/%FF"),
        ("/onward/not", "here"), ("/onward/not/here", "onward /onward/not/here"),
    ])
    func `a path finds its handler`(path: String, text: String) async throws {
        #expect(try await answer(.get, path) == text)
    }

    @Test(arguments: [
        "/nothing", "/stores/", "/stores//", "/stores/7/", "/stores/7/menu", "/stores/7/menu/",
        "/slash", "/files", "/files/", "/onward", "//", "//stores", "/STORES", "/stores/7/menu/x/y",
        "/stores/x", "/stores/-1", "/stores/+1", "/stores/007", "/stores/1.0", "/stores/1%20",
        "/stores/99999999999999999999", "/stores/7/menu/%FF", "/stores/7/menu/%ED%A0%80",
    ])
    func `there is nothing at this path`(path: String) async throws {
        let problem = try await problem(.get, path)
        #expect(problem.status == .notFound)
        #expect(problem.code == "not-found")
    }

    @Test func `a literal that leads nowhere gives way to a place`() async throws {
        #expect(try await answer(.put, "/stores/7/opening") == "open 7")
        // `new` is a literal with routes below it, but `opening` is not among them.
        let problem = try await problem(.put, "/stores/new/opening")
        #expect(problem.status == .notFound)
        var router = Router()
        router.on(.get, "/{id}/orders", String.self) { _, id in .text("of \(id)") }
        router.on(.get, "/me/reviews") { _ in .text("mine") }
        let request = Request(.get, "/me/orders")
        let body = try await router.handler(request).body.collect(upToBytes: 100)
        #expect(body == Array("of me".utf8))
    }

    @Test func `another method is 405 and told which are allowed`() async throws {
        let stores = try await problem(.delete, "/stores")
        #expect(stores.status == .methodNotAllowed)
        #expect(stores.fields["allow"] == "GET, HEAD, OPTIONS, POST")
        let opening = try await problem(.get, "/stores/7/opening")
        #expect(opening.fields["allow"] == "OPTIONS, PUT")
    }

    @Test func `OPTIONS is answered with what is allowed`() async throws {
        let response = try await Self.router().handler(Request(.options, "/stores"))
        #expect(response.status == .noContent)
        #expect(response.fields["allow"] == "GET, HEAD, OPTIONS, POST")
    }

    @Test func `the server itself is asked with an asterisk, and answers for all its routes`()
        async throws
    {
        try await World.run { world in
            let site = try await world.serve(handler: Self.router().handler)
            let wire = try await site.connect()
            try await wire.send("OPTIONS * HTTP/1.1\r\nhost: test\r\n\r\n")
            let reply = try await wire.reply()
            #expect(reply.status == 204)
            #expect(reply["allow"] == "GET, HEAD, OPTIONS, POST, PUT")
            #expect(reply["content-length"] == nil)
            try await wire.get("/stores")
            #expect(try await wire.reply().text == "list")
        }
    }

    @Test func `HEAD is answered by GET, unless it has a route of its own`() async throws {
        #expect(try await answer(.head, "/stores") == "list")
        var router = Router()
        router.on(.get, "/a") { _ in .text("get") }
        router.on(.head, "/a") { _ in .text("head") }
        let body = try await router.handler(Request(.head, "/a")).body.collect(upToBytes: 10)
        #expect(body == Array("head".utf8))
        #expect(try await problem(.head, "/stores/7/opening").status == .methodNotAllowed)
    }

    @Test func `middleware wraps the whole router, its problems included`() async throws {
        let tagging: Middleware = { next in
            { request in
                do {
                    var response = try await next(request)
                    response.fields.append("x-tag", "seen")
                    return response
                } catch let problem as Problem {
                    var response = problem.response()
                    response.fields.append("x-tag", "problem")
                    return response
                }
            }
        }
        let handler = tagging(Self.router().handler)
        #expect(try await handler(Request(.get, "/stores")).fields["x-tag"] == "seen")
        #expect(try await handler(Request(.get, "/none")).fields["x-tag"] == "problem")
    }

    @Test func `a route defined twice is a bug`() async {
        await #expect(processExitsWith: .failure) {
            var router = Router()
            router.on(.get, "/a/{x}", Int.self) { _, _ in .text("") }
            router.on(.get, "/a/{y}", String.self) { _, _ in .text("") }
        }
        await #expect(processExitsWith: .failure) {
            var router = Router()
            router.on(.get, "/a/{…x}", String.self) { _, _ in .text("") }
            router.on(.get, "/a/{…y}", String.self) { _, _ in .text("") }
        }
        await #expect(processExitsWith: .failure) {
            var router = Router()
            router.on(.get, "/a/…") { _ in .text("") }
            router.on(.get, "/a/{…y}", String.self) { _, _ in .text("") }
        }
    }

    @Test func `one method takes the rest of a path as it is, another as a value`() async throws {
        var router = Router()
        router.on(.get, "/a/…") { _ in .text("got") }
        router.on(.put, "/a/{…rest}", String.self) { _, rest in .text("put \(rest)") }
        for (method, text): (HTTP.Method, String) in [(.get, "got"), (.put, "put b/c")] {
            let response = try await router.handler(Request(method, "/a/b/c"))
            #expect(try await response.body.collect(upToBytes: 100) == Array(text.utf8))
        }
    }

    @Test func `a malformed pattern is a bug`() async {
        await #expect(processExitsWith: .failure) {
            var router = Router()
            router.on(.get, "no-slash") { _ in .text("") }
        }
        await #expect(processExitsWith: .failure) {
            var router = Router()
            router.on(.get, "/{a}/{b}", Int.self) { _, _ in .text("") }
        }
        await #expect(processExitsWith: .failure) {
            var router = Router()
            router.on(.get, "/{…rest}/more", String.self) { _, _ in .text("") }
        }
        await #expect(processExitsWith: .failure) {
            var router = Router()
            router.on(.get, "/…/more") { _ in .text("") }
        }
    }
}
