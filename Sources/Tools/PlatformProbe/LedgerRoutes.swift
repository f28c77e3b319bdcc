import EventLoop
import HTTP
import JSON
import ProbeLedger
import Storage

/// A point read and a durable five-row transaction, through HTTP.
struct LedgerRoutes {
    private let database: Database
    private let posted = Lock(0)

    init(_ database: Database) {
        self.database = database
    }

    func add(to router: inout Router) {
        router.on(.get, "/row/{n}", Int.self) { _, account in
            let balance = try await database.read { reader in
                try Ledger.balance(of: account, in: reader)
            }
            guard let balance else {
                throw Problem(.notFound, code: "no-such-row", detail: "rows are 1 to 1000")
            }
            return .json(Account(id: account, balance: balance), expecting: 64)
        }
        router.on(.post, "/write") { _ in
            let number = posted.withLock { posted in
                posted += 1
                return posted
            }
            let account = try await write(number)
            return .json(account, .created, expecting: 64)
        }
    }

    private func write(_ number: Int) async throws -> Account {
        do {
            return try await database.write { transaction in
                let id = try Ledger.post(number, in: transaction)
                let balance = try Ledger.balance(of: id, in: transaction)
                return Account(id: id, balance: balance ?? 0)
            }
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

private struct Account: JSONWritable {
    let id: Int
    let balance: Int

    func write(to json: consuming JSONWriter) {
        json.object {
            $0.field("id", id)
            $0.field("balance", balance)
        }
    }
}
