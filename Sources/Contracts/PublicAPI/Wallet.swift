public import JSON
public import Kernel
import Wire

extension PublicAPI {
    public static let topUp = Endpoint<NoID, NoQuery, TopUpForm, TopUpView>(
        "topUp", "Put money into one's wallet.", .post, "/v1/me/wallet/top-ups",
        by: .only(.customer, .own), status: 201, asks: [.idempotencyKey],
        problems: [.topUpOutOfRange, .walletFull])

    public static let wallet = Endpoint<NoID, NoQuery, Nothing, WalletView>(
        "wallet", "What is in one's wallet.", .get, "/v1/me/wallet", by: .only(.customer, .own))
}

private let topUps = Money(won: 1_000)...Money(won: 10_000_000)

public struct TopUpForm: Described {
    public let amount: Money

    public init(amount: Money) {
        self.amount = amount
    }

    public init(_ json: JSON) throws(JSONError) {
        amount = try json["amount"].won(topUps)
    }

    public func write(to json: consuming JSONWriter) {
        json.object { $0.field("amount", amount) }
    }

    public static let schema = JSONSchema.object("TopUpForm", required: ["amount": .won(topUps)])
    public static let examples = [TopUpForm(amount: Money(won: 50_000))]
}

public struct TopUpView: Described {
    public let id: TopUpID
    public let amount: Money
    /// Of the wallet, with this in it.
    public let balance: Money
    public let toppedUpAt: Moment

    public init(id: TopUpID, amount: Money, balance: Money, toppedUpAt: Moment) {
        self.id = id
        self.amount = amount
        self.balance = balance
        self.toppedUpAt = toppedUpAt
    }

    public init(_ json: JSON) throws(JSONError) {
        id = try json["id"].read()
        amount = try json["amount"].read()
        balance = try json["balance"].read()
        toppedUpAt = try json["toppedUpAt"].read()
    }

    public func write(to json: consuming JSONWriter) {
        json.object {
            $0.field("id", id)
            $0.field("amount", amount)
            $0.field("balance", balance)
            $0.field("toppedUpAt", toppedUpAt)
        }
    }

    public static let schema = JSONSchema.object(
        "TopUp",
        required: [
            "id": .identifier(TopUpID.self), "amount": .won, "balance": .won,
            "toppedUpAt": .moment,
        ])
    public static let examples = [
        TopUpView(
            id: .example, amount: Money(won: 50_000), balance: Money(won: 62_000),
            toppedUpAt: .example)
    ]
}

public struct WalletView: Described {
    public let balance: Money

    public init(balance: Money) {
        self.balance = balance
    }

    public init(_ json: JSON) throws(JSONError) {
        balance = try json["balance"].read()
    }

    public func write(to json: consuming JSONWriter) {
        json.object { $0.field("balance", balance) }
    }

    public static let schema = JSONSchema.object("Wallet", required: ["balance": .won])
    public static let examples = [WalletView(balance: Money(won: 62_000))]
}
