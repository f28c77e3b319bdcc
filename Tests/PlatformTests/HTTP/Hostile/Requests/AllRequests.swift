extension HostileRequest {
    /// The whole table, by theme.
    static let themes: [(name: String, cases: [HostileRequest])] = [
        ("request lines", requestLines + requestLineEnds),
        ("methods", methods), ("versions", versions),
        ("target forms", targetForms), ("target bytes", targetBytes),
        ("dot segments", dotSegments),
        ("hosts", hosts + hostValues),
        ("field names", fieldNames), ("field values", fieldValues), ("ends of the head", headEnds),
        ("lengths", contentLengths + contentLengthFields),
        ("transfer codings", transferEncodings + transferEncodingFields),
        ("chunk sizes", chunkSizes), ("chunk data", chunkData),
        ("chunk extensions", chunkExtensions), ("trailers", trailers),
        ("expectations", expectations), ("pipelines", pipelines),
        ("connection fields", connectionFields), ("two framings", doubleFramings),
        ("unread bodies", unreadBodies + ignoredLengths), ("limits", limits),
        ("foreign protocols", foreignProtocols), ("cut short", cutShort),
    ]

    static let all: [HostileRequest] = themes.flatMap(\.cases)
}
