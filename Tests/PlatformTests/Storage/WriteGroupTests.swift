import EventLoop
import Storage
import TestFolders
import Testing

@Suite struct WriteGroupTests {
    private struct Refusal: Error, Equatable {}

    /// Starts each transaction as a task of its own, all in one turn of the loop: one group.
    private static func together(
        _ database: Database, _ bodies: [@Sendable (Transaction) throws -> Void]
    ) async -> [(any Error)?] {
        await withTaskGroup(of: (Int, (any Error)?).self) { tasks in
            for (index, body) in bodies.enumerated() {
                tasks.addTask {
                    do {
                        try await database.write(body)
                        return (index, nil)
                    } catch {
                        return (index, error)
                    }
                }
            }
            var outcomes = [(any Error)?](repeating: nil, count: bodies.count)
            for await (index, outcome) in tasks { outcomes[index] = outcome }
            return outcomes
        }
    }

    @Test func `transactions that come turn after turn share one sync`() throws {
        let disk = SimulatedDisk(seed: 1)
        let database = try Fixture.open(DatabaseFile(path: "g", on: .simulated(disk)))
        let syncs = try Fixture.simulate {
            let before = disk.syncs
            let bodies = (1...50).map { id in
                { @Sendable (transaction: Transaction) in try transaction.insertThing(id) }
            }
            _ = await Self.together(database, bodies)
            return disk.syncs - before
        }
        // A loop of a simulation takes up to eight jobs a turn, so they take several to come.
        #expect(syncs == 1)
        #expect(database.figures.transactions == 50)
        #expect(database.figures.groups == syncs)
    }

    @Test func `one that throws leaves nothing, and its neighbours everything`() throws {
        let database = try Fixture.openInMemory()
        let (outcomes, ids) = try Fixture.simulate {
            let outcomes = await Self.together(
                database,
                [
                    { try $0.insertThing(1) },
                    { transaction in
                        try transaction.insertThing(2)
                        throw Refusal()
                    },
                    { try $0.insertThing(3) },
                    { transaction in
                        try transaction.insertThing(4)
                        try transaction.insertThing(4)
                    },
                    { try $0.insertThing(5) },
                ])
            return (
                outcomes.map { $0.map { "\($0)" } }, try await database.read { try $0.thingIDs() }
            )
        }
        #expect(ids == [1, 3, 5])
        #expect(outcomes.map { $0 == nil } == [true, false, true, false, true])
        #expect(outcomes[1] == "Refusal()")
    }

    @Test func `the others run again only for one that throws with something written`() throws {
        let database = try Fixture.openInMemory()
        for (isLate, expected) in [(false, 1), (true, 2)] {
            let runs = Lock(0)
            let first = isLate ? 3 : 1
            let outcomes = try Fixture.simulate {
                await Self.together(
                    database,
                    [
                        { transaction in
                            runs.withLock { $0 += 1 }
                            try transaction.insertThing(first)
                        },
                        { transaction in
                            if isLate { try transaction.insertThing(first + 1) }
                            throw Refusal()
                        },
                    ])
            }
            #expect(outcomes.map { $0 == nil } == [true, false])
            #expect(runs.withLock { $0 } == expected)
        }
        let ids = try Fixture.simulate { try await database.read { try $0.thingIDs() } }
        #expect(ids == [1, 3])
    }

    @Test func `one that takes too long is taken out and the others run again`() throws {
        let database = try Fixture.openInMemory { settings in
            settings.transactionWork.instructions = 100_000
        }
        let runs = Lock(0)
        let (errors, ids) = try Fixture.simulate {
            let outcomes = await Self.together(
                database,
                [
                    { transaction in
                        runs.withLock { $0 += 1 }
                        try transaction.insertThing(1)
                    },
                    { transaction in
                        try transaction.insertThing(2)
                        try transaction.run(
                            """
                            WITH RECURSIVE n (i) AS (SELECT 100 UNION ALL SELECT i + 1 FROM n)
                            INSERT INTO things (id, size) SELECT i, 1 FROM n
                            """)
                    },
                    { try $0.insertThing(3) },
                ])
            return (
                outcomes.map { $0 as? StorageError },
                try await database.read { try $0.thingIDs() }
            )
        }
        #expect(errors == [nil, .interrupted(.tooMuchWork), nil])
        #expect(ids == [1, 3])
        #expect(runs.withLock { $0 } >= 1)
    }

    @Test func `one that swallows the loss of its group cannot write outside it`() async throws {
        let database = try Fixture.openInMemory { settings in
            settings.transactionWork.instructions = 100_000
        }
        let error = await storageError {
            try await database.write { transaction in
                _ = try? transaction.run(
                    """
                    WITH RECURSIVE n (i) AS (SELECT 100 UNION ALL SELECT i + 1 FROM n)
                    INSERT INTO things (id, size) SELECT i, 1 FROM n
                    """)
                try? transaction.insertThing(1)
            }
        }
        #expect(error == .interrupted(.tooMuchWork))
        #expect(try await database.read { try $0.thingIDs() } == [])
    }

    @Test func `a caught violation is the closure's own business`() async throws {
        let database = try Fixture.openInMemory()
        try await database.write { transaction in
            try transaction.insertThing(1)
            #expect(throws: StorageError.self) { try transaction.insertThing(1) }
            try transaction.insertThing(2)
        }
        #expect(try await database.read { try $0.thingIDs() } == [1, 2])
    }

    @Test func `a full disk harms only the one that needs the room`() throws {
        let disk = SimulatedDisk(seed: 3)
        let database = try Fixture.open(DatabaseFile(path: "g", on: .simulated(disk)))
        let (errors, ids, later) = try Fixture.simulate {
            disk.setCapacity(bytes: disk.usedBytes + 60_000)
            let outcomes = await Self.together(
                database,
                [
                    { try $0.insertThing(1) },
                    { try $0.insertThing(2, note: String(repeating: "x", count: 400_000)) },
                    { try $0.insertThing(3) },
                ])
            let ids = try await database.read { try $0.thingIDs() }
            disk.setCapacity(bytes: .max)
            try await database.write { try $0.insertThing(4) }
            return (
                outcomes.map { $0 as? StorageError }, ids,
                try await database.read { try $0.thingIDs() }
            )
        }
        #expect(errors == [nil, .full, nil])
        #expect(ids == [1, 3])
        #expect(later == [1, 3, 4])
    }

    @Test func `beyond its limit the queue refuses at once`() throws {
        let database = try Fixture.openInMemory { $0.waitingTransactions = 3 }
        let errors = try Fixture.simulate {
            let bodies = (1...40).map { id in
                { @Sendable (transaction: Transaction) in try transaction.insertThing(id) }
            }
            return await Self.together(database, bodies).compactMap { $0 as? StorageError }
        }
        #expect(!errors.isEmpty)
        #expect(errors.allSatisfy { $0 == .overloaded(waiting: 3) })
    }

    @Test func `a schema with a deferred constraint is refused`() throws {
        let schema = Schema(
            applicationID: 1,
            migrations: [
                """
                CREATE TABLE a (id INTEGER PRIMARY KEY);
                CREATE TABLE b (a REFERENCES a DEFERRABLE INITIALLY DEFERRED);
                """
            ])
        #expect(throws: StorageError.self) { try Fixture.openInMemory(schema: schema) }
    }

    @Test func `writers on two loops and a thread of its own are all answered`() throws {
        let folder = try TestFolder()
        for place in [Settings.WriterPlace.callingLoop, .ownThread] {
            let database = try Fixture.open(folder.file("\(place).db")) { $0.writerPlace = place }
            let status = try EventLoops(count: 2).run { loops in
                await withTaskGroup(of: Void.self) { tasks in
                    for id in 1...200 {
                        tasks.addTask(executorPreference: loops.all[id % 2]) {
                            do {
                                try await database.write { try $0.insertThing(id) }
                            } catch {
                                Issue.record(error)
                            }
                        }
                    }
                }
                let count = try? await database.read { try $0.thingCount() }
                await database.close()
                return count == 200 ? 0 : 1
            }
            #expect(status == 0)
        }
    }
}
