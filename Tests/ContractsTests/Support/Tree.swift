import JSON

/// A JSON value that a test can take apart and put together wrongly.
indirect enum Tree: JSONWritable, Sendable {
    case object([(name: String, value: Tree)])
    case array([Tree])
    case leaf(JSON)

    init(_ json: JSON) throws {
        switch json.kind {
        case .object:
            self = .object(try json.members().map { ($0.name, try Tree($0.value)) })
        case .array: self = .array(try json.elements().map { try Tree($0) })
        case .null, .bool, .number, .string: self = .leaf(json)
        }
    }

    init(text: String) {
        guard let json = try? JSON(parsing: Array(text.utf8)), let tree = try? Tree(json) else {
            preconditionFailure("a test writes no JSON: \(text)")
        }
        self = tree
    }

    var bytes: [UInt8] { JSONWriter.bytes(of: self) }

    func write(to json: consuming JSONWriter) {
        switch self {
        case .object(let members):
            json.object { for member in members { $0.field(named: member.name, member.value) } }
        case .array(let elements): json.array { $0.elements(elements) }
        case .leaf(let value): value.write(to: json)
        }
    }

    /// Every tree that is this one but for one place: a member or element left out, or something
    /// else in its stead.
    func variations(_ others: [Tree]) -> [Tree] {
        var all = others
        switch self {
        case .leaf: break
        case .array(let elements):
            all.append(.array([]))
            all.append(.array(Array(repeating: elements[0], count: 51)))
            for (index, element) in elements.enumerated() {
                for variation in element.variations(others) {
                    var elements = elements
                    elements[index] = variation
                    all.append(.array(elements))
                }
            }
        case .object(let members):
            all.append(.object(members + [(name: "unknown", value: others[0])]))
            for (index, member) in members.enumerated() {
                var without = members
                without.remove(at: index)
                all.append(.object(without))
                for variation in member.value.variations(others) {
                    var members = members
                    members[index].value = variation
                    all.append(.object(members))
                }
            }
        }
        return all
    }
}
