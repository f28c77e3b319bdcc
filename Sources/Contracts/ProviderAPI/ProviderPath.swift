/// Where the outside world answers. The world mounts these paths with a place in them, the door fills
/// a key in.
public enum ProviderPath {
    public static let charges = "/payments/charges"
    public static let statement = "/payments/statement"
    public static let pushes = "/pushes"
    public static let behaviour = "/behaviour"

    public static func charge(_ key: String) -> String { "\(charges)/\(key)" }
    public static func void(of key: String) -> String { "\(charges)/\(key)/void" }
    public static func refunds(of key: String) -> String { "\(charges)/\(key)/refunds" }

    /// What follows a path to page through a list: the page begins behind position `after`. Of pushes
    /// one may ask for those of one kind.
    public static func page(
        of list: String, after: Int, limit: Int, kind: String? = nil
    ) -> String {
        "\(list)?after=\(after)&limit=\(limit)" + (kind.map { "&kind=\($0)" } ?? "")
    }
}

/// The header field in which a charge and a refund bring their `ProviderKey`.
public enum ProviderField {
    public static let key = "idempotency-key"
}
