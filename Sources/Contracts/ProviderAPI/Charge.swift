public import JSON
public import Kernel
import Wire

/// What is asked of the payment provider: so much from this card, for what the caller calls so.
public struct ChargeContent: Hashable, Sendable {
    public static let mostTextBytes = 100

    public let amount: Money
    public let card: String
    public let reference: String

    public init(amount: Money, card: String, reference: String) {
        self.amount = amount
        self.card = card
        self.reference = reference
    }
}

/// A charge as the provider has it, now.
public struct Charge: Equatable, Sendable {
    public let key: ProviderKey
    /// Nil when the key was voided before any charge with it came.
    public let content: ChargeContent?
    public let state: ChargeState
    public let refunded: Money
    public let at: Moment

    public init(
        key: ProviderKey, content: ChargeContent?, state: ChargeState, refunded: Money, at: Moment
    ) {
        self.key = key
        self.content = content
        self.state = state
        self.refunded = refunded
        self.at = at
    }
}

// MARK: - On the wire

extension ChargeContent: JSONWritable, JSONReadable {
    public func write(to json: consuming JSONWriter) {
        json.object {
            $0.field("amount", amount)
            $0.field("card", card)
            $0.field("reference", reference)
        }
    }

    public init(_ json: JSON) throws(JSONError) {
        amount = try json["amount"].amount()
        card = try json["card"].text(mostBytes: Self.mostTextBytes)
        reference = try json["reference"].text(mostBytes: Self.mostTextBytes)
    }
}

extension Charge: JSONWritable, JSONReadable {
    public func write(to json: consuming JSONWriter) {
        json.object {
            $0.field("key", key)
            $0.field("content", ifPresent: content)
            $0.field("state", state.name)
            $0.field("reason", ifPresent: state.reason?.rawValue)
            $0.field("refunded", refunded)
            $0.field("at", at)
        }
    }

    public init(_ json: JSON) throws(JSONError) {
        key = try json["key"].read()
        content = try json[optional: "content"]?.read()
        let (name, reason) = (try json["state"], try json[optional: "reason"])
        guard let state = ChargeState(name: try name.string(), reason: try reason?.string()) else {
            throw name.mismatch(expected: "captured, voided, or declined with its reason")
        }
        self.state = state
        refunded = try json["refunded"].read()
        at = try json["at"].read()
    }
}
