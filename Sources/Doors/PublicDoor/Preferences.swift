import HTTP
import PublicAPI

/// What a request prefers (RFC 7240). Whatever is not understood is no error: it is a wish.
enum Preferences {
    /// `wait=2`, in seconds, at most what the contract allows.
    static func waitSeconds(_ fields: Fields) -> Int {
        guard fields.contains(.prefer) else { return 0 }
        for value in fields.values(.prefer) {
            for preference in value.split(separator: ",") {
                let parts = preference.split(separator: "=", maxSplits: 1).map(\.trimmed)
                guard parts.count == 2, parts[0].lowercased() == "wait",
                    let seconds = Int(parts[1]), seconds >= 0
                else { continue }
                return min(seconds, PublicAPI.longestWaitSeconds)
            }
        }
        return 0
    }
}

extension Substring {
    fileprivate var trimmed: Substring {
        let start = drop { $0 == " " || $0 == "\t" }
        guard let last = start.lastIndex(where: { $0 != " " && $0 != "\t" }) else { return start }
        return start[...last]
    }
}
