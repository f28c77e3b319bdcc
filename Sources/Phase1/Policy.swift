import DeliveryRules
import Identity
import PaymentsRules

/// What the business has decided, and may decide otherwise. The limits are settings, too; what a
/// password costs is less only where tests would wait for it.
struct Policy: Sendable {
    var dispatchLimit = DispatchLimit.standard
    var reconcileLimit = ReconcileLimit.standard
    var passwordCost = PasswordCost.standard
    var tokenLifetimeSeconds: Int64 = 12 * 3_600
}
