/// Why a text is not the JSON we wanted. The description is fit to show to who sent it.
public enum JSONError: Error, Hashable, Sendable {
    /// Not JSON as RFC 8259 has it, or not as strictly as we want it.
    case malformed(Flaw, byteOffset: Int)
    /// More than a limit allows.
    case excessive(Excess, limit: Int)
    /// JSON, but without the member that `pointer` (RFC 6901) names.
    case missing(pointer: String)
    /// JSON, but what stands at `pointer` is something else.
    case mismatch(pointer: String, expected: String, found: String)

    public enum Flaw: Hashable, Sendable {
        case unexpectedEnd
        case unexpectedByte(UInt8)
        case byteOrderMark
        case bytesAfterTheValue
        case invalidUTF8
        case controlCharacter
        case invalidEscape
        case loneSurrogate
        case invalidNumber
        case numberOutOfRange
        case duplicateName(String)
    }

    public enum Excess: Hashable, Sendable {
        case bytes, depth, values
    }
}

extension JSONError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .malformed(let flaw, let byteOffset): "\(flaw) at byte \(byteOffset)"
        case .excessive(let excess, let limit): "\(excess): the limit is \(limit)"
        case .missing(let pointer): "\(pointer): is missing"
        case .mismatch(let pointer, let expected, let found):
            "\(pointer.isEmpty ? "" : pointer + ": ")expected \(expected), found \(found)"
        }
    }
}

extension JSONError.Flaw: CustomStringConvertible {
    public var description: String {
        switch self {
        case .unexpectedEnd: "the text ends too early"
        case .unexpectedByte(let byte): "unexpected \(JSONError.Flaw.name(of: byte))"
        case .byteOrderMark: "a byte order mark"
        case .bytesAfterTheValue: "something follows the value"
        case .invalidUTF8: "invalid UTF-8"
        case .controlCharacter: "a control character that is not escaped"
        case .invalidEscape: "an unknown escape"
        case .loneSurrogate: "half a surrogate pair"
        case .invalidNumber: "a malformed number"
        case .numberOutOfRange: "a number too large for 64-bit floating point"
        case .duplicateName(let name): "the name \"\(name)\" for the second time in an object"
        }
    }

    /// Printable characters as themselves, anything else as a number.
    private static func name(of byte: UInt8) -> String {
        (0x21...0x7E).contains(byte)
            ? "'\(Character(Unicode.Scalar(byte)))'" : "byte 0x\(String(byte, radix: 16))"
    }
}

extension JSONError.Excess: CustomStringConvertible {
    public var description: String {
        switch self {
        case .bytes: "too many bytes"
        case .depth: "nested too deeply"
        case .values: "too many values"
        }
    }
}
