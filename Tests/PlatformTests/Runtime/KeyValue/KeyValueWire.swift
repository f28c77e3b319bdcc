import JSON

/// What a client wants of a key, under a name that stays the same when it is sent again.
struct Change: Sendable {
    enum Condition: Equatable, Sendable {
        case none
        /// Compare and set; nil is a key that has no value.
        case equals(Int?)
    }

    let id: String
    let condition: Condition
    let value: Int

    var unconditional: Change { Change(id: id, condition: .none, value: value) }
}

extension Change: CustomStringConvertible {
    var description: String {
        switch condition {
        case .none: "set to \(value)"
        case .equals(nil): "set to \(value) if there is nothing"
        case .equals(let expected?): "set to \(value) if it is \(expected)"
        }
    }
}

extension Change: JSONWritable, JSONReadable {
    func write(to json: consuming JSONWriter) {
        json.object {
            $0.field("id", id)
            if case .equals(let expected) = condition { $0.field("expected", expected) }
            $0.field("value", value)
        }
    }

    init(_ json: JSON) throws(JSONError) {
        id = try json["id"].string()
        value = try json["value"].int()
        if let expected = try json[ifPresent: "expected"] {
            condition = .equals(expected.isNull ? nil : try expected.int())
        } else {
            condition = .none
        }
    }
}

/// Whether a change was carried out.
struct ChangeOutcome: JSONWritable, JSONReadable {
    let wasDone: Bool

    init(wasDone: Bool) {
        self.wasDone = wasDone
    }

    func write(to json: consuming JSONWriter) {
        json.object { $0.field("done", wasDone) }
    }

    init(_ json: JSON) throws(JSONError) {
        wasDone = try json["done"].bool()
    }
}

/// What a key holds.
struct Held: JSONWritable, JSONReadable {
    let value: Int?

    init(value: Int?) {
        self.value = value
    }

    func write(to json: consuming JSONWriter) {
        json.object { $0.field("value", value) }
    }

    init(_ json: JSON) throws(JSONError) {
        value = try json[optional: "value"]?.int()
    }
}
