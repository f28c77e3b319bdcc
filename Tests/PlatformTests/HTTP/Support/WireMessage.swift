/// A request or a response as it stood on the wire.
struct WireMessage: Sendable {
    let startLine: String
    let status: Int
    let fields: [(name: String, value: String)]
    var chunks: [[UInt8]] = []

    init(head: String) {
        let lines = head.split(separator: "\r\n")
        startLine = lines.first.map(String.init) ?? ""
        status = lines.first.flatMap { Int($0.dropFirst(9).prefix(3)) } ?? 0
        fields = lines.dropFirst().map { line in
            let parts = line.split(separator: ": ", maxSplits: 1)
            return (String(parts[0]).lowercased(), parts.count > 1 ? String(parts[1]) : "")
        }
    }

    subscript(name: String) -> String? { fields.first { $0.name == name }?.value }
    var body: [UInt8] { Array(chunks.joined()) }
    var text: String { String(decoding: body, as: UTF8.self) }
    var saysClose: Bool { self["connection"] == "close" }
}

extension Result {
    var isSuccess: Bool {
        if case .success = self { true } else { false }
    }
}
