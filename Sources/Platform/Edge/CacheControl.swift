import HTTP

/// What the `Cache-Control` fields of a message say (RFC 9111, 5.2). Of two readings the one that
/// keeps less is taken.
struct CacheControl {
    private(set) var isPublic = false
    /// `private`, `no-store` or `no-cache`, with or without an argument.
    private(set) var forbidsKeeping = false
    private var maxAgeSeconds: Int?
    private var sharedMaxAgeSeconds: Int?

    /// For how long a shared cache may take the message for fresh.
    var freshSeconds: Int {
        isPublic && !forbidsKeeping ? sharedMaxAgeSeconds ?? maxAgeSeconds ?? 0 : 0
    }

    init(_ fields: Fields) {
        for value in fields.values(.cacheControl) {
            for directive in value.listElements { read(directive) }
        }
    }

    private mutating func read(_ directive: Substring) {
        let parts = directive.split(
            separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        let argument = parts.count > 1 ? parts[1].trimmed : nil
        switch parts[0].trimmed.lowercased() {
        case "public": isPublic = true
        case "private", "no-store", "no-cache": forbidsKeeping = true
        case "max-age": Self.keepLess(&maxAgeSeconds, argument)
        case "s-maxage": Self.keepLess(&sharedMaxAgeSeconds, argument)
        default: break
        }
    }

    private static func keepLess(_ seconds: inout Int?, _ argument: Substring?) {
        let said = argument.flatMap { Self.seconds($0) } ?? 0
        seconds = min(seconds ?? said, said)
    }

    private static let mostSeconds = 86_400 * 365

    /// Nil for what is no number. Quotes are not lawful here, but some write them.
    private static func seconds(_ text: Substring) -> Int? {
        let digits = text.filter { $0 != "\"" }
        guard !digits.isEmpty, digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else {
            return nil
        }
        // Longer than an Int is longer than a year, too.
        return min(Int(digits) ?? mostSeconds, mostSeconds)
    }
}
