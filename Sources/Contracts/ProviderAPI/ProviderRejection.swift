/// What a provider refuses for good: the code of its problem. Asking again does not help.
public enum ProviderRejection: String, Error, CaseIterable, Sendable {
    case keyMissing = "key-missing"
    case malformedRequest = "malformed-request"
    /// The key stands for something else already.
    case keyReused = "key-reused"
    case chargeUnknown = "charge-unknown"
    /// The key was voided, perhaps before its charge came: it never charges again.
    case chargeVoided = "charge-voided"
    /// There is nothing to refund.
    case chargeNotCaptured = "charge-not-captured"
    /// A part went back already: refund the rest instead.
    case chargeRefunded = "charge-refunded"
    case refundExceedsCharge = "refund-exceeds-charge"
}
