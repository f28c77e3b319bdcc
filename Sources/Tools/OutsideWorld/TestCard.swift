import ProviderAPI

/// The cards that the payment provider knows; each chooses how a charge goes.
enum TestCard: String, CaseIterable {
    case ok = "card_ok"
    case declined = "card_declined"
    case insufficient = "card_insufficient"
    /// Charged after `slowMilliseconds`.
    case slow = "card_slow"
    /// Never answered. Whether it is charged is chance.
    case timeout = "card_timeout"
    /// Fails `flakyFailures` times for each key, then works.
    case flaky = "card_flaky"

    static let slowMilliseconds = 2_000
    static let flakyFailures = 2
    static let timeoutChargedPercent = 50

    /// What a charge of any card comes to, if it comes to anything.
    static func state(charging card: String) -> ChargeState {
        switch TestCard(rawValue: card) {
        case .ok, .slow, .timeout, .flaky: .captured
        case .declined: .declined(.cardDeclined)
        case .insufficient: .declined(.insufficientFunds)
        case nil: .declined(.cardUnknown)
        }
    }
}
