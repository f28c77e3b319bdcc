/// Whether there is an order of the operations in which one after the other gives the answers that
/// were given, and in which none comes before its call or after its answer. Then, and only then, no
/// client could tell the service from a single number behind one door: nothing acknowledged was
/// lost, no change overwrote one that it had not seen.
///
/// It tries them in turn, as Wing and Gong did (1993), and remembers where it has been, as Lowe did.
/// Keys do not touch each other, so each is judged by itself.
struct Linearizability {
    /// The set of operations that were taken is one word.
    static let mostOperations = 64

    private struct Place: Hashable {
        let taken: UInt64
        let value: Int?
    }

    private let operations: [KeyValueHistory.Operation]
    private let answered: UInt64
    private var visited: Set<Place> = []

    /// The first key whose operations have no such order.
    static func violation(in history: [KeyValueHistory.Operation]) -> String? {
        for key in Set(history.map(\.key)).sorted() {
            var judge = Linearizability(history.filter { $0.key == key })
            if !judge.hasOrder(from: Place(taken: 0, value: nil)) { return judge.account(of: key) }
        }
        return nil
    }

    init(_ operations: [KeyValueHistory.Operation]) {
        // A read without an answer says nothing.
        let told = operations.filter { $0.answer != nil || $0.call.mayChange }
        precondition(told.count <= Self.mostOperations, "too long a history for this judge")
        self.operations = told
        answered = told.indices.reduce(0) { set, index in
            told[index].answer == nil ? set : set | 1 << UInt64(index)
        }
    }

    /// Whether all that is answered and not taken yet can follow.
    private mutating func hasOrder(from place: Place) -> Bool {
        let open = answered & ~place.taken
        if open == 0 { return true }
        guard visited.insert(place).inserted else { return false }
        let left = operations.indices.filter { place.taken & 1 << UInt64($0) == 0 }
        let firstEnd = left.reduce(Int.max) { min($0, operations[$1].ended) }
        for index in left where operations[index].began < firstEnd {
            guard let value = operations[index].effect(on: place.value) else { continue }
            let next = Place(taken: place.taken | 1 << UInt64(index), value: value)
            if hasOrder(from: next) { return true }
        }
        return false
    }

    private func account(of key: String) -> String {
        let lines = operations.map { operation in
            let answer = operation.answer.map { "\($0)" } ?? "no answer"
            let end = operation.answer == nil ? "…" : "\(operation.ended)"
            return "  \(operation.began)–\(end) \(operation.client): \(operation.call): \(answer)"
        }
        return "no order explains what clients of \(key) were told:\n"
            + lines.joined(separator: "\n")
    }
}

extension KeyValueHistory.Call {
    fileprivate var mayChange: Bool {
        if case .change = self { true } else { false }
    }
}

extension KeyValueHistory.Operation {
    /// What the key holds afterwards; nil when the answer does not fit what it holds before.
    fileprivate func effect(on value: Int?) -> Int?? {
        switch (call, answer) {
        case (.read, .saw(let seen)): seen == value ? .some(value) : nil
        case (.change(let change), .done): change.fits(value) ? .some(change.value) : nil
        case (.change(let change), .refused): change.fits(value) ? nil : .some(value)
        case (.change(let change), nil): change.fits(value) ? .some(change.value) : nil
        default: nil
        }
    }
}

extension Change {
    fileprivate func fits(_ value: Int?) -> Bool {
        switch condition {
        case .none: true
        case .equals(let expected): expected == value
        }
    }
}
