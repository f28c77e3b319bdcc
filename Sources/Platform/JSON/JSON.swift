/// A value in a parsed text: two words that point into it, cheap to make and to pass on. The whole
/// text stays in memory as long as one of its values is kept.
///
/// A contract type reads its own fields, and a wrong one is told by place:
///
///     init(_ json: JSON) throws(JSONError) {
///         quantity = try json["quantity"].int(in: 1...99)
///         options = try json["options"].read()
///         note = try json[optional: "note"]?.string()
///     }
///
///     /items/0/quantity: expected an integer, found a string
public struct JSON: Sendable {
    let document: JSONDocument
    let index: Int

    init(_ document: JSONDocument, _ index: Int) {
        self.document = document
        self.index = index
    }

    /// Reads the text of one value as RFC 8259 has it, and what that leaves open strictly: names in an
    /// object differ, surrogates come in pairs, numbers fit 64 bits, no byte order mark.
    public init(
        parsing text: Span<UInt8>, limits: JSONLimits = JSONLimits()
    ) throws(JSONError) {
        self.init(try JSONParser.parse(text, limits), 0)
    }

    public init(parsing text: [UInt8], limits: JSONLimits = JSONLimits()) throws(JSONError) {
        try self.init(parsing: text.span, limits: limits)
    }

    var entry: JSONEntry { document[index] }

    public enum Kind: Sendable {
        case null, bool, number, string, array, object
    }

    public var kind: Kind {
        switch entry.kind {
        case .null: .null
        case .true, .false: .bool
        case .integer, .unsigned, .double: .number
        case .string, .name: .string
        case .array: .array
        case .object: .object
        }
    }

    public var isNull: Bool { entry.kind == .null }
}

// MARK: - Members and elements

extension JSON {
    /// The member of that name, which has to be there.
    public subscript(name: String) -> JSON {
        get throws(JSONError) {
            guard let place = try place(of: name) else { throw missing(name) }
            return JSON(document, place)
        }
    }

    /// The member of that name; nil when it is null or not there.
    public subscript(optional name: String) -> JSON? {
        get throws(JSONError) {
            guard let place = try place(of: name) else { return nil }
            let member = JSON(document, place)
            return member.isNull ? nil : member
        }
    }

    /// The member of that name, perhaps null; nil when it is not there: for patches, where the two
    /// are not the same.
    public subscript(ifPresent name: String) -> JSON? {
        get throws(JSONError) {
            guard let place = try place(of: name) else { return nil }
            return JSON(document, place)
        }
    }

    private func place(of name: String) throws(JSONError) -> Int? {
        guard entry.kind == .object else { throw mismatch(expected: "an object") }
        return document.find(name, in: index)
    }

    /// The element at a place, found by counting from the first.
    public subscript(position: Int) -> JSON {
        get throws(JSONError) {
            guard 0..<(try elements().count) ~= position else { throw missing(String(position)) }
            var element = index + 1
            for _ in 0..<position { element = document.end(of: element) }
            return JSON(document, element)
        }
    }

    public func elements() throws(JSONError) -> JSONElements {
        guard entry.kind == .array else { throw mismatch(expected: "an array") }
        return JSONElements(of: self)
    }

    public func members() throws(JSONError) -> JSONMembers {
        guard entry.kind == .object else { throw mismatch(expected: "an object") }
        return JSONMembers(of: self)
    }
}
