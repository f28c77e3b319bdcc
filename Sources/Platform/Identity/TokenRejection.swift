public import JSON

/// Why a token is not believed. Whoever sent it may be told no more than that it is not.
public enum TokenRejection: Error, Hashable, Sendable {
    case tooLong
    /// Not three parts in base64url, or no JSON object in the first.
    case malformed
    /// The header says something that we do not understand, and may therefore not ignore.
    case unknownHeader
    /// Anything but HS256; "none" above all.
    case unknownAlgorithm
    case unknownType
    case unknownKey
    case wrongSignature
    /// Signed by one of our keys, and yet not as we write it.
    case malformedPayload(JSONError)
    case wrongIssuer
    case wrongAudience
    case notYetValid
    case expired
    /// Valid for longer than we ever sign.
    case expiresTooLate
}
