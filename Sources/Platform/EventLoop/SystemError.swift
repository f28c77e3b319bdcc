import Glibc

/// What the kernel answered: an errno with the call that met it.
public struct SystemError: Error, Equatable, Sendable, CustomStringConvertible {
    public let call: StaticString
    public let code: Int32

    public init(call: StaticString, code: Int32) {
        self.call = call
        self.code = code
    }

    public var description: String {
        "\(call): \(String(cString: strerror(code))) (errno \(code))"
    }

    public static func == (left: SystemError, right: SystemError) -> Bool {
        left.code == right.code
    }

    /// Reads CSystem's convention: zero and more is the answer, less is `-errno`.
    @discardableResult
    public static func check(_ call: StaticString, _ answer: Int32) throws(SystemError) -> Int32 {
        guard answer >= 0 else { throw SystemError(call: call, code: -answer) }
        return answer
    }
}
