public import Kernel

/// One thing as it is kept, and as it comes out when it is made again from its sources: a row of a
/// read model, or a closed run of the settlement.
public struct CopyFacts: Equatable, Sendable {
    public var model: Model
    /// The identifier of what it is about.
    public var subject: String
    /// When the copy or its source changed last.
    public var changedAt: Moment
    /// Nil where there is none.
    public var kept: [Field]?
    public var recomputed: [Field]?

    public init(
        _ model: Model, of subject: String, changedAt: Moment, kept: [Field]?,
        recomputed: [Field]?
    ) {
        self.model = model
        self.subject = subject
        self.changedAt = changedAt
        self.kept = kept
        self.recomputed = recomputed
    }

    public enum Model: String, CaseIterable, Sendable {
        case listing, history, rating
        case orders = "list of orders"
        case pushes = "list of pushes"
        case menu = "copy of the menu"
        case settlement
    }

    public struct Field: Equatable, Sendable {
        public var name: String
        public var value: String

        public init(_ name: String, _ value: some CustomStringConvertible) {
            self.name = name
            self.value = value.description
        }
    }
}

extension CopyFacts {
    var invariant: Invariant {
        switch model {
        case .listing, .history, .orders, .pushes, .rating, .menu: .readModels
        case .settlement: .settlement
        }
    }

    /// The first difference, in words.
    var fault: String? {
        guard kept != recomputed else { return nil }
        guard let kept else { return "the \(model.rawValue) lacks it" }
        guard let recomputed else { return "the \(model.rawValue) has it, its sources do not" }
        for (left, right) in zip(kept, recomputed) where left != right {
            return "the \(model.rawValue) says \(left.name) \(left.value), "
                + "its sources \(right.name) \(right.value)"
        }
        return "the \(model.rawValue) says \(kept.count) things, its sources \(recomputed.count)"
    }
}
