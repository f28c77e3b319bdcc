import EventLoop
import Identity
import Kernel
import ProviderDoor
import PublicAPI
import PublicDoor
import Runtime
import Storage

/// Phase 1: one process, one database. Everything that the use cases stand on is here, and each use
/// case is a function of it, in a file of its own in the folder of its context.
///
/// A context changes what is another's through the functions of one file (`Orders`, `Coupons`, …),
/// inside the same transaction, and its read models join whatever they show. Nothing but convention
/// keeps it to that: this is what phase 1 pays.
struct Monolith: Sendable {
    let environment: Environment
    let database: Database
    let identifiers: Identifiers
    let passwords: Passwords
    let tokens: TokenSigner
    let payments: PaymentProvider
    let pushes: PushProvider
    let policy: Policy
    let bells: Bells
    let underWay = UnderWay()
    let menus: OrderableMenus
    /// The day whose ads the stores are marked with; nil before the first look.
    let adsShownOn = Lock<Day?>(nil)
    /// Each loop's own; nil where it is done without.
    let listingPages: PerLoop<Lock<ListingPages>>?
}

/// Wakes those who do what is due, as soon as there is something.
struct Bells: Sendable {
    let payments: Bell
    let refunds: Bell
    let deliveries: Bell
    let pushes: Bell

    init(on loop: EventLoop) {
        payments = Bell(loop: loop)
        refunds = Bell(loop: loop)
        deliveries = Bell(loop: loop)
        pushes = Bell(loop: loop)
    }
}

// MARK: - Answers

extension Monolith {
    /// A write's answer, with the version that a later read may ask for. One database has every
    /// write at once, so the moment says enough.
    func reply<Answer: Described>(_ answer: Answer) -> Reply<Answer> {
        Reply(answer, version: "1-\(now.unixMilliseconds)")
    }

    func reply<Answer: Described>(
        again bytes: [UInt8],
        to endpoint: Endpoint<some PathID, some QueryTerms, some Described, Answer>
    ) -> Reply<Answer> {
        Reply(
            again: KeptReply(status: endpoint.facts.status, body: bytes),
            version: "1-\(now.unixMilliseconds)")
    }
}
