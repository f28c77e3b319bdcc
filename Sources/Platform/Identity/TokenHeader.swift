import JSON

/// The first part of a token: `{"alg":"HS256","kid":"…","typ":"JWT"}` and nothing else, in any order.
///
/// It is read before anyone has vouched for it. So it chooses a key of ours and nothing more: not the
/// algorithm, nor a key that it brings along or points to.
enum TokenHeader {
    private static let algorithm = "HS256"
    private static let type = "JWT"
    /// Three names and their values in one object; a fourth member is one too many.
    private static let limits = JSONLimits(bytes: 256, depth: 1, values: 7)

    static func write(keyName: String) -> [UInt8] {
        JSONWriter.bytes(expecting: 128) {
            $0.object {
                $0.field("alg", algorithm)
                $0.field("kid", keyName)
                $0.field("typ", type)
            }
        }
    }

    /// The name of the key.
    static func read(_ text: Span<UInt8>) throws(TokenRejection) -> String {
        let member: (algorithm: String?, keyName: String?, type: String?)
        do throws(JSONError) {
            let header = try JSON(parsing: text, limits: limits)
            member.algorithm = try header[ifPresent: "alg"]?.string()
            member.keyName = try header[ifPresent: "kid"]?.string()
            member.type = try header[ifPresent: "typ"]?.string()
        } catch {
            if case .excessive = error { throw .unknownHeader }
            throw .malformed
        }
        guard member.algorithm == algorithm else { throw .unknownAlgorithm }
        guard member.type == type else { throw .unknownType }
        guard let keyName = member.keyName else { throw .unknownKey }
        return keyName
    }
}
