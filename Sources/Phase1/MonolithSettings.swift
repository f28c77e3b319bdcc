import DeliveryRules
import Edge
import EventLoop
import Identity
import PaymentsRules
import PublicDoor
import Resilience
import Runtime

/// What can be told to the monolith.
enum MonolithSettings {
    static let port = Setting(
        "port", .port, default: 8_080,
        "Where it listens, on 127.0.0.1, unless its parent hands a socket in.")

    static let data = Setting(
        required: "data", .path, "The folder of its database; made if it is not there.")

    static let secrets = Setting(
        required: "secrets", .path,
        "The file of the operator's password and the token key; made if it is not there.")

    static let outsideWorld = Setting(
        required: "outside-world", .httpAddress, "Where the payment and push providers are.")

    static let dispatchLimit = Setting(
        "dispatch-limit", .number(1...86_400_000, unit: "milliseconds"),
        default: Int(DispatchLimit.standard.waitMilliseconds),
        "How long an accepted order waits for a rider before it is cancelled.")

    static let reconcileLimit = Setting(
        "reconcile-limit", .number(1...86_400_000, unit: "milliseconds"),
        default: Int(ReconcileLimit.standard.waitMilliseconds),
        "How long the provider is asked about a charge that it does not know before it is voided.")

    static let cheapPasswords = Setting(
        "cheap-passwords", .choice, default: false,
        "Hash a password in 1 ms instead of 20: for tests, and nowhere else.")

    static let memberRate = Setting(
        "member-rate", .number(1...100_000, unit: "requests a minute"), default: 1_200,
        "What one member may ask for.")

    static let addressRate = Setting(
        "address-rate", .number(1...100_000, unit: "requests a minute"), default: 6_000,
        "What one address may ask for.")

    static let without = Setting(
        "without",
        .safeguards(Safeguard.edge + Safeguard.resilience + [.keptMenus, .listingPages]),
        default: .nothing,
        variable: "BAEDAL_WITHOUT", "Patterns to do without, to see what they are for.")

    static let form = ConfigurationForm(
        "baedal-monolith", prefix: "MONOLITH",
        about: "phase 1: the whole business in one process over one database.",
        notes: """
            GET /openapi.json   what can be asked
            GET /livez          GET /readyz          GET /metrics
            """,
        port, data, secrets, outsideWorld, dispatchLimit, reconcileLimit, cheapPasswords,
        memberRate, addressRate)
}

extension Configuration {
    var site: Monolith.Site {
        Monolith.Site(
            address: .tcp(host: "127.0.0.1", port: self[MonolithSettings.port]),
            dataFolder: self[MonolithSettings.data],
            outsideWorld: self[MonolithSettings.outsideWorld],
            policy: Policy(
                dispatchLimit: DispatchLimit(
                    waitMilliseconds: Int64(self[MonolithSettings.dispatchLimit])),
                reconcileLimit: ReconcileLimit(
                    waitMilliseconds: Int64(self[MonolithSettings.reconcileLimit])),
                passwordCost: self[MonolithSettings.cheapPasswords] ? .cheapest : .standard),
            rates: Rates(
                member: self[MonolithSettings.memberRate],
                address: self[MonolithSettings.addressRate]))
    }
}
