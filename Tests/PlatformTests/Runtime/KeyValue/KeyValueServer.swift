import EventLoop
import HTTP
import JSON
import Runtime
import Storage

/// A small service over everything that a process stands on: numbers by key, over HTTP, durable
/// when it answers.
///
/// A change carries an identifier of its own, and is carried out once however often it is sent.
struct KeyValueServer: Sendable {
    /// Mistakes that are easily made, each of which the checker has to find.
    enum Flaw: CaseIterable, Sendable {
        /// The answer goes out while the transaction still waits for its group.
        case answersBeforeCommit
        /// The comparison reads in one transaction, and the change is written in the next.
        case comparesTooEarly
        /// A change that is sent again is carried out again.
        case forgetsWhatItDid
    }

    /// Moments between which a crash makes a difference.
    enum Moment: Sendable { case beforeCommit, afterCommit }

    static let address = Address.tcp(host: "server", port: 80)

    static let schema = Schema(
        applicationID: 0x6b65_7976,
        migrations: [
            """
            CREATE TABLE pairs (key TEXT PRIMARY KEY, value INTEGER NOT NULL)
                STRICT, WITHOUT ROWID;
            CREATE TABLE changes (id TEXT PRIMARY KEY, was_done INTEGER NOT NULL)
                STRICT, WITHOUT ROWID;
            """
        ])

    let database: Database
    let flaw: Flaw?
    let reach: @Sendable (Moment) async -> Void

    /// Wires the process; on its loop.
    static func start(
        in environment: Environment, flaw: Flaw?,
        reach: @escaping @Sendable (Moment) async -> Void
    ) throws {
        let lifecycle = Lifecycle(on: environment.loops[0])
        let database = try environment.folder("data").open("pairs", schema: schema)
        let service = KeyValueServer(database: database, flaw: flaw, reach: reach)
        var router = Router()
        router.addProcessRoutes(of: lifecycle, in: environment)
        router.on(.get, "/pairs/{key}", String.self) { _, key in
            .json(Held(value: try await service.value(of: key)))
        }
        router.on(.put, "/pairs/{key}", String.self) { request, key in
            let body = try await request.body.collect(upToBytes: 1_000)
            let change: Change = try JSON(parsing: body).read()
            return .json(ChangeOutcome(wasDone: try await service.carryOut(change, on: key)))
        }
        try environment.serve(environment.makeServer(router), on: address, during: lifecycle)
        lifecycle.started()
    }

    private func value(of key: String) async throws -> Int? {
        try await database.read { try $0.value(of: key) }
    }

    private func carryOut(_ change: Change, on key: String) async throws -> Bool {
        switch flaw {
        case .answersBeforeCommit where change.condition == .none:
            if let loop = EventLoop.current {
                TaskScope(loop: loop).spawn { _ = try? await commit(change, on: key) }
            }
            return true
        case .comparesTooEarly:
            if case .equals(let expected) = change.condition {
                guard try await value(of: key) == expected else { return false }
            }
            return try await commit(change.unconditional, on: key)
        case .answersBeforeCommit, .forgetsWhatItDid, nil:
            return try await commit(change, on: key)
        }
    }

    private func commit(_ change: Change, on key: String) async throws -> Bool {
        await reach(.beforeCommit)
        let remembers = flaw != .forgetsWhatItDid
        let wasDone = try await database.write { transaction in
            if remembers, let before = try transaction.outcome(of: change) { return before }
            return try transaction.carryOut(change, on: key)
        }
        await reach(.afterCommit)
        return wasDone
    }
}

extension Reader {
    fileprivate func value(of key: String) throws -> Int? {
        try first("SELECT value FROM pairs WHERE key = ?", key) { row in try row[0] }
    }

    fileprivate func outcome(of change: Change) throws -> Bool? {
        try first("SELECT was_done FROM changes WHERE id = ?", change.id) { row in try row[0] }
    }
}

extension Transaction {
    fileprivate func carryOut(_ change: Change, on key: String) throws -> Bool {
        let wasDone =
            switch change.condition {
            case .none: true
            case .equals(let expected): try value(of: key) == expected
            }
        if wasDone {
            try run(
                """
                INSERT INTO pairs (key, value) VALUES (?, ?)
                ON CONFLICT (key) DO UPDATE SET value = excluded.value
                """, key, change.value)
        }
        try run(
            """
            INSERT INTO changes (id, was_done) VALUES (?, ?) ON CONFLICT (id) DO NOTHING
            """, change.id, wasDone)
        return wasDone
    }
}
