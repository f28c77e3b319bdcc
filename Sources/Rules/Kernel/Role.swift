/// What a member is to the business. One member has one role.
public enum Role: String, CaseIterable, Sendable {
    case customer, owner, rider
    /// Runs the service. Nobody can register as one.
    case `operator`
}
