import HTTP
import JSON

/// A request that was sent, and what came.
struct Exchange: Sendable {
    static let mostBodyBytes = 4 << 20

    let method: Method
    let url: URLText
    let status: Status
    let fields: Fields
    let body: [UInt8]
    let milliseconds: Int

    /// The problem's code (RFC 9457), when it is one.
    var problemCode: String? {
        guard fields[.contentType]?.hasPrefix("application/problem+json") == true else {
            return nil
        }
        let code = try? JSON(parsing: body)["code"].string()
        return code
    }
}

/// `http://127.0.0.1:8080/v1/orders?limit=2`, taken apart.
struct URLText: Sendable, CustomStringConvertible {
    let description: String
    /// The host and its port.
    let authority: String
    let target: Target

    /// Nil when it is no `http` URL. What may not stand in one is percent-encoded, such as Korean.
    init?(_ text: String, query: [(name: String, value: String)]) {
        let scheme = "http://"
        guard text.hasPrefix(scheme) else { return nil }
        let rest = text.dropFirst(scheme.count)
        let end = rest.firstIndex { $0 == "/" || $0 == "?" } ?? rest.endIndex
        var path = String(rest[end...])
        if !path.hasPrefix("/") { path = "/" + path }
        for (name, value) in query {
            let pair = "\(PercentEncoding.encode(name))=\(PercentEncoding.encode(value))"
            path += (path.contains("?") ? "&" : "?") + pair
        }
        guard let target = Target(Self.encoded(path)) else { return nil }
        self.target = target
        let host = String(rest[..<end])
        authority = host.contains(":") ? host : host + ":80"
        description = scheme + host + target.description
    }

    private static func encoded(_ path: String) -> String {
        path.unicodeScalars.map { scalar in
            let mayStand =
                scalar.isASCII && scalar.value > 32
                && !"\"<>\\^`{|}".unicodeScalars.contains(scalar)
            return mayStand
                ? String(Character(scalar)) : PercentEncoding.encode(String(Character(scalar)))
        }.joined()
    }
}
