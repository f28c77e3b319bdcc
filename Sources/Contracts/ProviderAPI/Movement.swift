public import JSON
public import Kernel
import Wire

/// One line of the payment provider's statement: money that moved. Lines are only ever added.
public struct Movement: Equatable, Sendable {
    public enum Kind: String, CaseIterable, JSONWritable, JSONReadable, Sendable {
        /// From the customer to us.
        case capture
        /// All of a capture back, as if it had never been.
        case void
        /// A part of a capture back, or all of it.
        case refund
    }

    /// From 1, rising with time.
    public let position: Int
    public let kind: Kind
    public let charge: ProviderKey
    /// The refund's own key, where it is one.
    public let refund: ProviderKey?
    /// What the caller called the charge.
    public let reference: String
    /// Above zero, whichever way it went.
    public let amount: Money
    public let at: Moment

    public init(
        position: Int, kind: Kind, charge: ProviderKey, refund: ProviderKey?, reference: String,
        amount: Money, at: Moment
    ) {
        self.position = position
        self.kind = kind
        self.charge = charge
        self.refund = refund
        self.reference = reference
        self.amount = amount
        self.at = at
    }

    /// What it adds to what the provider owes us.
    public var balance: Money {
        switch kind {
        case .capture: amount
        case .void, .refund: -amount
        }
    }
}

// MARK: - On the wire

extension Movement: JSONWritable, JSONReadable {
    public func write(to json: consuming JSONWriter) {
        json.object {
            $0.field("position", position)
            $0.field("kind", kind)
            $0.field("charge", charge)
            $0.field("refund", ifPresent: refund)
            $0.field("reference", reference)
            $0.field("amount", amount)
            $0.field("at", at)
        }
    }

    public init(_ json: JSON) throws(JSONError) {
        position = try json["position"].int()
        kind = try json["kind"].read()
        charge = try json["charge"].read()
        refund = try json[optional: "refund"]?.read()
        reference = try json["reference"].text(mostBytes: ChargeContent.mostTextBytes)
        amount = try json["amount"].amount()
        at = try json["at"].read()
    }
}
