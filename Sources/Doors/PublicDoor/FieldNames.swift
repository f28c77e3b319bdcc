public import HTTP

extension FieldName {
    /// Asked again with the same one, a request has its effect once.
    public static let idempotencyKey: FieldName = "idempotency-key"
    public static let prefer: FieldName = "prefer"
    public static let preferenceApplied: FieldName = "preference-applied"
    /// What a write answers, and a later request may give back as `baedalAfter`.
    public static let baedalVersion: FieldName = "baedal-version"
    public static let baedalAfter: FieldName = "baedal-after"
    static let vary: FieldName = "vary"
}
