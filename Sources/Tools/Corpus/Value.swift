import JSON

/// What a variable holds and a question answers.
enum Value: Sendable {
    case null
    case bool(Bool)
    case integer(Int64)
    case double(Double)
    case string(String)
    case list([Value])
    case object(JSON)

    init(_ json: JSON) throws(JSONError) {
        switch json.kind {
        case .null: self = .null
        case .bool: self = .bool(try json.bool())
        case .number: self = try Value(number: json)
        case .string: self = .string(try json.string())
        case .object: self = .object(json)
        case .array:
            var list: [Value] = []
            for element in try json.elements() { list.append(try Value(element)) }
            self = .list(list)
        }
    }

    private init(number json: JSON) throws(JSONError) {
        if let integer = try? json.int64() {
            self = .integer(integer)
        } else {
            self = .double(try json.double())
        }
    }

    /// A variable given as text holds the number or the truth that it looks like, as in Hurl; but
    /// not where its text would change, for a password may be `007`.
    init(given text: String) {
        switch text {
        case "true": self = .bool(true)
        case "false": self = .bool(false)
        case "null": self = .null
        default:
            if let integer = Int64(text), String(integer) == text {
                self = .integer(integer)
            } else if let double = Double(text), double.isFinite, text.contains(".") {
                self = .double(double)
            } else {
                self = .string(text)
            }
        }
    }

    var number: Double? {
        switch self {
        case .integer(let integer): Double(integer)
        case .double(let double): double
        case .null, .bool, .string, .list, .object: nil
        }
    }

    /// As it is put into a text.
    var text: String {
        if case .string(let text) = self { return text }
        return shown
    }

    /// As it is told in a report: as JSON.
    var shown: String {
        String(decoding: JSONWriter.bytes(of: self), as: UTF8.self)
    }
}

extension Value: JSONWritable {
    func write(to json: consuming JSONWriter) {
        switch self {
        case .null: json.null()
        case .bool(let bool): json.bool(bool)
        case .integer(let integer): json.integer(integer)
        case .double(let double): json.double(double)
        case .string(let text): json.string(text)
        case .list(let list): list.write(to: json)
        case .object(let object): object.write(to: json)
        }
    }
}

extension Value: Equatable {
    /// `1` and `1.0` are the same number; a number and a text never are the same.
    static func == (left: Value, right: Value) -> Bool {
        switch (left, right) {
        case (.null, .null): true
        case (.bool(let left), .bool(let right)): left == right
        case (.integer(let left), .integer(let right)): left == right
        case (.string(let left), .string(let right)): left.utf8.elementsEqual(right.utf8)
        case (.list(let left), .list(let right)): left == right
        case (.object(let left), .object(let right)): left == right
        default: left.number != nil && left.number == right.number
        }
    }
}
