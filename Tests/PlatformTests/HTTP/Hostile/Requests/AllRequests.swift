extension HostileRequest {
    /// Cases that try the same rule.
    struct Theme: Sendable, CustomStringConvertible {
        let description: String
        let cases: [HostileRequest]

        init(_ name: String, _ cases: [HostileRequest]) {
            description = name
            self.cases = cases
        }
    }

    /// The whole table.
    static let themes = [
        Theme("request lines", requestLines + requestLineEnds),
        Theme("methods", methods), Theme("versions", versions),
        Theme("target forms", targetForms), Theme("target bytes", targetBytes),
        Theme("dot segments", dotSegments), Theme("hosts", hosts + hostValues),
        Theme("field names", fieldNames), Theme("field values", fieldValues),
        Theme("ends of the head", headEnds),
        Theme("lengths", contentLengths + contentLengthFields),
        Theme("transfer codings", transferEncodings + transferEncodingFields),
        Theme("chunk sizes", chunkSizes), Theme("chunk data", chunkData),
        Theme("chunk extensions", chunkExtensions), Theme("trailers", trailers),
        Theme("expectations", expectations), Theme("pipelines", pipelines),
        Theme("connection fields", connectionFields), Theme("two framings", doubleFramings),
        Theme("unread bodies", unreadBodies + ignoredLengths), Theme("limits", limits),
        Theme("foreign protocols", foreignProtocols), Theme("requests cut short", cutShort),
    ]

    static let all: [HostileRequest] = themes.flatMap(\.cases)
}
