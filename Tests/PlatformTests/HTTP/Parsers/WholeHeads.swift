@testable import HTTP

extension RequestParser {
    /// A head that has come whole, with its empty line.
    static func parse(_ head: [UInt8]) throws(MessageError) -> RequestHead {
        var octets: [UInt8] = []
        return try head.withUnsafeBufferPointer { head throws(MessageError) in
            try parse(head, into: &octets)
        }
    }
}

extension ResponseParser {
    static func parse(
        _ head: [UInt8], answering method: HTTP.Method
    ) throws(MessageError) -> ResponseHead {
        var octets: [UInt8] = []
        return try head.withUnsafeBufferPointer { head throws(MessageError) in
            try parse(head, into: &octets, answering: method)
        }
    }
}
