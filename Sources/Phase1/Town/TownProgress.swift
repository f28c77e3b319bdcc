import EventLoop
import JSON
import Kernel

/// How far a town has been loaded, for whoever looks on.
final class TownProgress: Sendable {
    struct Figures: Sendable {
        enum Stage: String, JSONWritable { case none, loading, loaded, failed }

        /// Those of a role, who log in as the first to the last of them.
        struct People: Sendable {
            let role: Role
            let count: Int
        }

        var stage = Stage.none
        var people: [People] = []
        var stores = 0
        var orders = 0
        /// What the day had no room for: a meal that nobody came for is not picked up.
        var refused = 0
        /// Pushes and refunds that are still to be sent.
        var unsent = 0
        /// Why it failed.
        var reason: String?
    }

    private let figures = Lock(Figures())

    var now: Figures { figures.withLock { $0 } }

    func update(_ change: (inout Figures) -> Void) {
        figures.withLock { change(&$0) }
    }

    /// Whether it is for the caller to begin: a town is loaded once at a time.
    func begin() -> Bool {
        figures.withLock { figures in
            guard figures.stage != .loading else { return false }
            figures = Figures(stage: .loading)
            return true
        }
    }
}

extension TownProgress.Figures: JSONWritable {
    func write(to json: consuming JSONWriter) {
        json.object {
            $0.field("stage", stage)
            $0.field("people", people)
            $0.field("stores", stores)
            $0.field("orders", orders)
            $0.field("refused", refused)
            $0.field("unsent", unsent)
            $0.field("reason", ifPresent: reason)
        }
    }
}

extension TownProgress.Figures.People: JSONWritable {
    func write(to json: consuming JSONWriter) {
        json.object {
            $0.field("role", role.rawValue)
            $0.field("first", Monolith.townEmail(role, 1))
            $0.field("last", Monolith.townEmail(role, count))
            $0.field("password", Monolith.townPassword)
        }
    }
}
