public import JSON
public import Kernel
import Wire

/// How much of a charge is to be given back. Its key comes in a field, as a charge's does.
public struct RefundContent: Hashable, Sendable {
    public let amount: Money

    public init(amount: Money) {
        self.amount = amount
    }
}

/// Money that was given back.
public struct Refund: Equatable, Sendable {
    public let key: ProviderKey
    public let charge: ProviderKey
    public let amount: Money
    public let at: Moment

    public init(key: ProviderKey, charge: ProviderKey, amount: Money, at: Moment) {
        self.key = key
        self.charge = charge
        self.amount = amount
        self.at = at
    }
}

// MARK: - On the wire

extension RefundContent: JSONWritable, JSONReadable {
    public func write(to json: consuming JSONWriter) {
        json.object { $0.field("amount", amount) }
    }

    public init(_ json: JSON) throws(JSONError) {
        amount = try json["amount"].amount()
    }
}

extension Refund: JSONWritable, JSONReadable {
    public func write(to json: consuming JSONWriter) {
        json.object {
            $0.field("key", key)
            $0.field("charge", charge)
            $0.field("amount", amount)
            $0.field("at", at)
        }
    }

    public init(_ json: JSON) throws(JSONError) {
        key = try json["key"].read()
        charge = try json["charge"].read()
        amount = try json["amount"].amount()
        at = try json["at"].read()
    }
}
