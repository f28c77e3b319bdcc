public import PublicAPI

// The same call where there is less to say.

extension PublicClient {
    public func call<Answer>(
        _ endpoint: Endpoint<NoID, NoQuery, Nothing, Answer>, _ options: Options = Options()
    ) async throws -> Answered<Answer> {
        try await call(endpoint, NoID(), query: NoQuery(), body: Nothing(), options)
    }

    public func call<Body, Answer>(
        _ endpoint: Endpoint<NoID, NoQuery, Body, Answer>, _ body: Body,
        _ options: Options = Options()
    ) async throws -> Answered<Answer> {
        try await call(endpoint, NoID(), query: NoQuery(), body: body, options)
    }

    public func call<ID, Answer>(
        _ endpoint: Endpoint<ID, NoQuery, Nothing, Answer>, _ id: ID,
        _ options: Options = Options()
    ) async throws -> Answered<Answer> {
        try await call(endpoint, id, query: NoQuery(), body: Nothing(), options)
    }

    public func call<ID, Body, Answer>(
        _ endpoint: Endpoint<ID, NoQuery, Body, Answer>, _ id: ID, _ body: Body,
        _ options: Options = Options()
    ) async throws -> Answered<Answer> {
        try await call(endpoint, id, query: NoQuery(), body: body, options)
    }

    public func call<Query, Answer>(
        _ endpoint: Endpoint<NoID, Query, Nothing, Answer>, query: Query,
        _ options: Options = Options()
    ) async throws -> Answered<Answer> {
        try await call(endpoint, NoID(), query: query, body: Nothing(), options)
    }

    public func call<ID, Query, Answer>(
        _ endpoint: Endpoint<ID, Query, Nothing, Answer>, _ id: ID, query: Query,
        _ options: Options = Options()
    ) async throws -> Answered<Answer> {
        try await call(endpoint, id, query: query, body: Nothing(), options)
    }
}
