import HTTP
import JSON

/// Which endpoints and problem codes there are, and which of them the scenarios met.
struct Coverage {
    private(set) var endpoints: [Endpoint] = []
    private(set) var codes: [String] = []

    /// A line each: `GET /v1/stores/{id}`, or `problem store-closed`; `#` begins a comment.
    init(list: String) throws(Refusal) {
        for (index, line) in list.split(separator: "\n", omittingEmptySubsequences: false)
            .enumerated()
        {
            let words = line.prefix { $0 != "#" }.split { $0 == " " || $0 == "\t" || $0 == "\r" }
            if words.isEmpty { continue }
            guard words.count == 2 else {
                throw Refusal("line \(index + 1) is neither METHOD path nor problem code")
            }
            if words[0] == "problem" {
                codes.append(String(words[1]))
            } else if let method = Method(rawValue: String(words[0])) {
                endpoints.append(Endpoint(method: method, template: String(words[1])))
            } else {
                throw Refusal("line \(index + 1): \(words[0]) is no method")
            }
        }
    }

    /// Every operation, and every value that a member `code` of a schema may have, wherever the
    /// schema stands.
    init(openAPI document: JSON) throws {
        for (template, operations) in try document["paths"].members() {
            for (name, _) in try operations.members() {
                guard let method = Method(rawValue: name.uppercased()) else { continue }
                endpoints.append(Endpoint(method: method, template: template))
            }
        }
        let found = try JSONPath("$..code.enum[*]").find(in: document)
        guard case .list(let codes)? = found else { return }
        self.codes = Set(codes.map(\.text)).sorted()
    }

    /// Two tallies, and the names of what nobody asked for.
    func report(of sightings: [Sighting]) -> String {
        let asked = Set(
            sightings.compactMap { sighting in
                endpoints.filter { $0.isFit(for: sighting) }.min { $0.placeCount < $1.placeCount }
            })
        let met = Set(sightings.compactMap(\.problemCode))
        let missing = endpoints.filter { !asked.contains($0) }.map(\.description)
        let unmet = codes.filter { !met.contains($0) }
        return Self.tally("endpoints", endpoints.count, missing)
            + Self.tally("problem codes", codes.count, unmet)
    }

    private static func tally(_ what: String, _ count: Int, _ missing: [String]) -> String {
        let lines = missing.sorted().map { "  not met  \($0)\n" }.joined()
        return "\(what): \(count - missing.count) of \(count) were met\n\(lines)"
    }
}

/// A method and a path with places: `GET /v1/stores/{id}`.
struct Endpoint: Hashable, CustomStringConvertible {
    let method: Method
    let template: String

    var description: String { "\(method.rawValue) \(template)" }

    private var segments: [Substring] {
        template.split(separator: "/", omittingEmptySubsequences: false)
    }

    /// The fewer places, the closer a fit: `/v1/me/orders` goes before `/v1/{id}/orders`.
    var placeCount: Int { segments.count { $0.hasPrefix("{") } }

    func isFit(for sighting: Sighting) -> Bool {
        let path = sighting.path.split(separator: "/", omittingEmptySubsequences: false)
        guard method == sighting.method, path.count == segments.count else { return false }
        return zip(segments, path).allSatisfy { $0.hasPrefix("{") || $0 == $1 }
    }
}
