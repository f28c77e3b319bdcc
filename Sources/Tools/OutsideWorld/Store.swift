import HTTP
import Runtime
import Storage

/// The database of the outside world. What was written is durable when `write` returns.
struct Store: Sendable {
    private let database: Database

    init(in folder: DataFolder, _ environment: Environment, _ lifecycle: Lifecycle) throws {
        let database = try folder.open("outside-world", schema: OutsideWorldSchema.all)
        lifecycle.whenStopping("closing the database") { _ in await database.close() }
        environment.telemetry.metrics.observe(database, as: "outside-world")
        self.database = database
    }

    func read<Result>(_ body: (Reader) throws -> Result) async throws -> Result {
        try await database.read(body)
    }

    @discardableResult
    func write<Result: Sendable>(
        _ body: @escaping @Sendable (Transaction) throws -> Result
    ) async throws -> Result {
        do {
            return try await database.write(body)
        } catch let error as StorageError {
            switch error {
            case .overloaded, .full, .busy:
                throw Problem(.serviceUnavailable, code: "not-now", detail: "\(error)")
            default:
                throw error
            }
        }
    }
}
