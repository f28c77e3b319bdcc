public import Resilience

extension Safeguard {
    public static let publicCache = Safeguard("public-cache")

    /// Those of this room. The limits here are switched off with `rateLimit`, for that is what they
    /// are made of.
    public static let edge = [publicCache]
}
